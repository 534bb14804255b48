// What the SDKs do by themselves, without Tocsin: a handler that acknowledges and answers, and for "declare" sends one
// direct message. Plain JavaScript, so that its memory holds no compiler.
import { run } from '@grammyjs/runner';
import { App, SocketModeReceiver } from '@slack/bolt';
import { Client, Events, GatewayIntentBits, MessageFlags, Routes } from 'discord.js';
import { Bot } from 'grammy';

const { slack, discord, telegram, pagers } = JSON.parse(process.env.PEER ?? '{}');
const answer = 'There are 20 open incidents.';
const page = 'You are paged.';

/** Who is paged for the service that a line names. */
const pagerOf = (line, platform) => pagers[/service:(\S+)/.exec(line)?.[1] ?? '']?.[platform];

async function startSlack() {
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const receiver = new SocketModeReceiver({ appToken: slack.appToken, installerOptions: { clientOptions } });
  const app = new App({ token: slack.botToken, receiver, clientOptions });
  app.command('/incident', async ({ command, ack, respond, client }) => {
    await ack();
    const pager = pagerOf(command.text, 'slack');
    if (pager) await client.chat.postMessage({ channel: pager, text: page });
    await respond({ text: answer, replace_original: false });
  });
  await app.start();
}

async function startDiscord() {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: discord.apiUrl },
    allowedMentions: { parse: [] },
  });
  client.on(Events.InteractionCreate, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const service = interaction.options.getString('service');
    if (service) {
      const { id } = await client.users.createDM(pagers[service].discord);
      await client.rest.post(Routes.channelMessages(id), { body: { content: page } });
    }
    // The SDK's own editReply also sends fields with nothing in them, which the fake does not take.
    const reply = Routes.webhookMessage(interaction.applicationId, interaction.token, '@original');
    await client.rest.patch(reply, { body: { content: answer }, auth: false });
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await ready;
  const text = (name) => ({ type: 3, name, description: name });
  const commands = [
    {
      type: 1,
      name: 'incident',
      description: 'Incidents',
      options: [
        { type: 1, name: 'list', description: 'List', options: [] },
        { type: 1, name: 'declare', description: 'Declare', options: [text('title'), text('service')] },
      ],
    },
  ];
  await client.rest.put(Routes.applicationGuildCommands(client.application.id, discord.guildId), { body: commands });
}

async function startTelegram() {
  const bot = new Bot(telegram.token, { client: { apiRoot: telegram.apiRoot } });
  const link_preview_options = { is_disabled: true };
  bot.on('message:text', async (ctx) => {
    const pager = pagerOf(ctx.message.text, 'telegram');
    if (pager) await ctx.api.sendMessage(Number(pager), page, { link_preview_options });
    await ctx.reply(answer, { link_preview_options });
  });
  await bot.init();
  run(bot);
}

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ rss: process.memoryUsage().rss, cpuMs: (user + system) / 1_000 });
});
process.on('disconnect', () => process.exit(0));
await Promise.all([startSlack(), startDiscord(), startTelegram()]);
process.send?.({ ready: true });
