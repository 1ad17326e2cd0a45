/** docs/metrics.md, printed from the definitions. */
import { definitions, type Definition } from '../../core/metrics/definitions.ts';

const units: Readonly<Record<Definition['unit'], string>> = { calls: 'a count', ms: 'ms', share: '0 to 1' };

const rows = Object.entries(definitions as Readonly<Record<string, Definition>>).map(([name, { zh, en, unit, formula }]) => `| \`${name}\` | ${zh} | ${en} | ${formula} | ${units[unit]} |`);

export const metricsPage = (): string => `# Metrics

Printed by \`./hotline figures definitions\`; a test holds this page to it. Each figure is defined once, in \`src/core/metrics\`, and made of
facts (append-only) alone. A screen or report that shows one says so in these words, and every figure opens the calls behind it
(\`GET /api/figures/calls\`): a percentage opens those above its line.

| figure | 中文 | English | formula | unit |
|---|---|---|---|---|
${rows.join('\n')}

**T and S** stand for each queue with the moment from which they hold (\`./hotline figures threshold\`). A call is counted by those that held
when it entered the queue; a change never rewrites what was counted.

**What belongs where.** A call belongs to the interval of 15 minutes in which it arrived, a wait to the one in which it began, a talk to
the one in which it began, a seat's time is cut at the edges. Talk time stays with the agent who talked: after a transfer each of them
has her own. A consult belongs to the agent who was asked in, and to the interval in which she answered; its time is in no talk and
not in AHT, and what she talks once she has the client is a talk of hers. Of the agent who asked it is hold, or talk while all three
hear each other. A client's callback (outbound) is in the talks of its agent and in no queue's waits. A caller who hangs up while the agent's
number is said has abandoned: she has spoken with nobody. A day is a day in China.

**presented, answered, connected.** Presented: a seat was asked. Answered: caller and agent hear each other (Asterisk's CONNECT). A phone
that was lifted and failed before that is neither answered nor a second entry.

**While we were away.** Calls that came, waited and left while a part was down are in the facts as soon as it is back: reconciled calls
write the same facts, and the figures are made of nothing else.

## Identities

Checked each night, and by \`./hotline figures check [--day D]\`, which lists each call that breaks one (exit code 1):

- offered = answered + abandoned + flowed out + turned into callbacks + still waiting; every call has one beginning and one end
- a seat's states add up to its signed-in time; no move of a seat is missing
- recordings required = present + missing (+ not sealed yet, for an hour)
- what is kept for reports (\`figure_*\`, \`queue_interval\`, \`agent_interval\`) is what the facts say; \`./hotline figures rebuild\` makes it anew

## In \`./hotline status --json\`

\`live.calls\` calls not ended; \`live.channels\`, \`live.bridges\` what Asterisk has under our names; \`live.reservations\` seats
held for a call; \`live.deadlines\` timers of live calls. At rest all are zero.`;
