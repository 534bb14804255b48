import { PermissionFlagsBits } from 'discord.js';

/** The permissions that the bot needs in a server, by Discord's names. */
export const botPermissions: Readonly<Record<string, bigint>> = {
  'View Channels': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
  'Create Public Threads': PermissionFlagsBits.CreatePublicThreads,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
};

/** Includes every permission, whatever else is set. */
export const administrator = PermissionFlagsBits.Administrator;

/** Returns the URL by which the owner of a server adds the bot with these permissions. */
export function inviteUrl(application: string): string {
  const permissions = Object.values(botPermissions).reduce((all, one) => all | one, 0n);
  return `https://discord.com/oauth2/authorize?client_id=${application}&scope=bot+applications.commands&permissions=${permissions}`;
}
