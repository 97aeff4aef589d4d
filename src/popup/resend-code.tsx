import { call } from '../ui/call.ts';
import { Resend } from '../ui/resend.tsx';

interface Props {
  /** The operation that sends it. */
  by?: 'account.resendCode' | 'account.forgotPassword';
  username: string;
  /** Earliest time of the next resend, epoch ms. */
  resendAt: number;
  onSent: (destination: string, resendAt: number) => void;
}

/** Another code for who has not signed in yet. */
export function ResendCode({ by = 'account.resendCode', username, resendAt, onSent }: Props) {
  const send = async () => {
    const answer = await call(by, { username });
    onSent(answer.destination, answer.resendAt);
    return answer.resendAt;
  };
  return <Resend resendAt={resendAt} disabled={!username} send={send} />;
}
