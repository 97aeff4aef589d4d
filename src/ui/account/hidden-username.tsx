/** Whose password is typed beside it: password managers file it under this name, and nobody else sees it. */
export function HiddenUsername({ value }: { value: string }) {
  return (
    <input
      class="visually-hidden"
      type="text"
      autocomplete="username"
      value={value}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  );
}
