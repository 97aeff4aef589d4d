/** A setting that the stack gives the function. @throws Error when the stack does not; the function then never starts */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment has no ${name}`);
  return value;
}
