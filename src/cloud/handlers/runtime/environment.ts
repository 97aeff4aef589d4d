/** A setting from the function's environment. @throws Error if it is missing, so that the function never starts */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment has no ${name}`);
  return value;
}
