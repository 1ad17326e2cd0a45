/** Prompts, calendars, queues, destinations, languages and places of announcements that are named are there. */
import type { Flow, FlowNode, NodeId } from '../flow.ts';
import { saidBy } from '../graph.ts';
import { announcedAt, promptIdsOf, type PromptPart } from '../prompt-part.ts';
import { at, atNode, oneOf, type FlowProblem, type Surroundings } from './problem.ts';

export function checkNames(flow: Flow, around: Surroundings, spoken: readonly string[]): FlowProblem[] {
  const problems = lacking(flow.resumeSay, around).map((reason) => at(flow, ['resumeSay'], reason));
  for (const [id, node] of Object.entries(flow.nodes)) {
    for (const [field, parts] of saidBy(node)) problems.push(...lacking(parts, around).map((reason) => atNode(flow, id, field, reason)));
    problems.push(...checkNode(flow, { id, node, spoken }, around));
  }
  return problems;
}

function lacking(parts: readonly PromptPart[], around: Surroundings): string[] {
  return [...lackingPrompts(parts, around), ...lackingPlaces(parts, around)];
}

function lackingPlaces(parts: readonly PromptPart[], { places }: Surroundings): string[] {
  if (places === undefined) return [];
  return [...new Set(announcedAt(parts))]
    .filter((place) => !places.has(place))
    .map((place) => `no announcement can be put to "${place}": ${oneOf(places)}; correct the name, or add the place to ivr-flows/prompts/places.json`);
}

function lackingPrompts(parts: readonly PromptPart[], around: Surroundings): string[] {
  return [...new Set(promptIdsOf(parts))].flatMap((id) => {
    const languages = [...around.prompts].filter(([, ids]) => !ids.has(id)).map(([language]) => language);
    if (languages.length === 0) return [];
    const where = languages.map((language) => `ivr-flows/prompts/${language}.json`).join(' and ');
    return [`prompt "${id}" is missing in ${languages.join(', ')}: add its text to ${where}, then ./hotline prompts build makes its sound`];
  });
}

function checkNode(flow: Flow, { id, node, spoken }: { id: NodeId; node: FlowNode; spoken: readonly string[] }, around: Surroundings): FlowProblem[] {
  const { calendars, queues, destinations = new Set() } = around;
  if (node.kind === 'hours' && !calendars.has(node.calendar))
    return [atNode(flow, id, 'calendar', `there is no calendar "${node.calendar}": ${oneOf(calendars)}`)];
  if (node.kind === 'enqueue' && !queues.has(node.queue)) return [atNode(flow, id, 'queue', `there is no queue "${node.queue}": ${oneOf(queues)}`)];
  if (node.kind === 'transfer' && !destinations.has(node.to))
    return [atNode(flow, id, 'to', `"${node.to}" is no destination that the settings allow: ${oneOf(destinations)}`)];
  if (node.kind === 'language' && !spoken.includes(node.to))
    return [atNode(flow, id, 'to', `no flow that answers a number speaks ${node.to}: add it to its languages, or take this node away`)];
  return [];
}
