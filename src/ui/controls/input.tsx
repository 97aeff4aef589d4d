import type { FunctionComponent, LooseInputHTMLAttributes, Ref } from 'preact';

export type InputProps = LooseInputHTMLAttributes<HTMLInputElement> & {
  ref?: Ref<HTMLInputElement> | null;
  /** Id of a datalist. */
  list?: string;
};

// preact's types want a literal `type` for each input; ours is chosen at run time. This is the plain element.
export const Input = 'input' as unknown as FunctionComponent<InputProps>;
