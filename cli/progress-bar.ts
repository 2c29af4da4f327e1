/** How far a run of equal steps is. Times are milliseconds of one clock. */
export interface Progress {
  readonly title: string;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** What is under way. */
  readonly current: string | null;
  readonly startedAt: number;
}

const CELLS = 24;

/** The bar as one line of at most `width` characters: how much is done, how fast it goes and how long it will take. */
export function renderProgress(
  { title, total, done, failed, current, startedAt }: Progress,
  now: number,
  width: number,
) {
  const filled = total === 0 ? CELLS : Math.floor((done / total) * CELLS);
  const seconds = Math.max(0, (now - startedAt) / 1000);
  const rate = done === 0 || seconds === 0 ? null : done / seconds;
  const parts = [
    title,
    `${'█'.repeat(filled)}${'░'.repeat(CELLS - filled)}`,
    `${done}/${total}`,
    ...(rate === null ? [] : [rateText(rate)]),
    ...(rate === null || done >= total ? [] : [`${durationText((total - done) / rate)} left`]),
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(current === null ? [] : [current]),
  ];
  return [...parts.join('  ')].slice(0, width).join('');
}

/** In the unit in which it is at least one, or by the hour. */
function rateText(perSecond: number): string {
  const units = [
    ['s', 1],
    ['min', 60],
    ['h', 3600],
  ] as const;
  const [unit, factor] = units.find(([, seconds]) => perSecond * seconds >= 1) ?? units[2];
  return `${(perSecond * factor).toFixed(1)}/${unit}`;
}

/** `45 s`, `2 min 05 s`, `3 h 07 min`. */
export function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  const pair = (number: number) => String(number).padStart(2, '0');
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pair(whole % 60)} s`;
  const minutes = Math.ceil(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${pair(minutes % 60)} min`;
}

/** A terminal as the bar uses it. */
export interface BarStream {
  /** 0 where the terminal does not tell. */
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Bar extends Disposable {
  /** Draws anew, at most ten times a second; the last state is drawn when the bar goes. */
  show(progress: Progress): void;
  /** Writes a line above the bar. */
  say(line: string): void;
}

const LEAST_MS = 100;
const CLEAR = '\r\u001b[2K';
const ESTIMATE_MS = 1000;

/** A bar in the last line of a terminal. It goes when it is disposed of. */
export function barOn(stream: BarStream, now: () => number): Bar {
  let state: Progress | undefined;
  let drawnAt = -Infinity;
  const draw = () => {
    if (state === undefined) return;
    drawnAt = now();
    stream.write(CLEAR + renderProgress(state, drawnAt, (stream.columns || 80) - 1));
  };
  // The time that is left runs on between two steps.
  const timer = setInterval(draw, ESTIMATE_MS).unref();
  return {
    show(progress) {
      state = progress;
      if (now() - drawnAt >= LEAST_MS) draw();
    },
    say(line) {
      stream.write(`${CLEAR}${line}\n`);
      draw();
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      stream.write(CLEAR);
    },
  };
}
