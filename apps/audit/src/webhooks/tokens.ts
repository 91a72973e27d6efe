/** What webhooks need and the module chooses: `Webhooks`, `Policy`, `Networks`. */
export const WEBHOOKS = Symbol('Webhooks');
export const WEBHOOK_POLICY = Symbol('WebhookPolicy');
export const NETWORKS = Symbol('Networks');
