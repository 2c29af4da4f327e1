import { getContainerRuntimeClient } from 'testcontainers';

let available: Promise<boolean> | undefined;

/** Whether a container engine answers here. */
export function hasContainers(): Promise<boolean> {
  available ??= getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
  return available;
}
