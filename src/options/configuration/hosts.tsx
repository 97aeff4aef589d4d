/** A list of hosts. */
export function Hosts({ hosts }: { hosts: readonly string[] }) {
  return (
    <ul class="hosts">
      {hosts.map((host) => (
        <li key={host}>{host}</li>
      ))}
    </ul>
  );
}
