/** `./hotline asterisk-config`: writes an Asterisk's configuration, for one that `up` does not start (a container). */
import { InvalidArgumentError, type Command } from 'commander';
import { allSecrets, loadConfig } from '../config.ts';
import { renderAsterisk, type AsteriskName } from '../lab/asterisk-config.ts';

function asteriskName(text: string): AsteriskName {
  if (text !== 'pbx' && text !== 'carrier') throw new InvalidArgumentError('It is pbx or carrier.');
  return text;
}

export function registerAsteriskConfig(program: Command): void {
  program
    .command('asterisk-config')
    .description("write an Asterisk's configuration into the home folder; ./hotline up does it by itself")
    .argument('<which>', "pbx: the firm's; carrier: the public network of the demo", asteriskName)
    .action((which: AsteriskName) => {
      const config = loadConfig(undefined, allSecrets);
      renderAsterisk(which, config);
      console.log(`${config.home}/${which}/etc: written`);
    });
}
