// @ts-check
// What the screens of operations read from the API; the whole is in /api/v1/openapi.json.

/**
 * @typedef {'waiting'|'pending'|'done'|'superseded'|'dead'|'held'|'discarded'} State
 *
 * @typedef {object} Operation
 * @property {string} id
 * @property {string} change
 * @property {string} causality
 * @property {string} target
 * @property {string} targetName
 * @property {'User'|'Group'} resourceType
 * @property {string} resource
 * @property {string} [resourceName]
 * @property {number} version
 * @property {'create'|'update'|'delete'} kind
 * @property {State} state
 * @property {number} attempts
 * @property {string} [failure]
 * @property {string} detail
 * @property {string} created
 * @property {string} [due]
 * @property {string} [finished]
 * @property {Call[]} [calls]
 *
 * @typedef {object} Call
 * @property {number} number
 * @property {string} started
 * @property {number} tookMillis
 * @property {string} node
 * @property {string} connector
 * @property {string} action
 * @property {string} result
 * @property {string} detail
 * @property {{remoteId?: string, activity?: string, attributes?: Record<string, unknown>}} [request]
 * @property {Record<string, unknown>} [answer]
 *
 * @typedef {object} Change
 * @property {string} id
 * @property {string} at
 * @property {'create'|'update'|'delete'|'erase'|'configure'|'decide'|'sign_in'} kind
 * @property {string} resourceType User, Group, or what else it was done to
 * @property {string} resource
 * @property {string} [resourceName]
 * @property {string} [action]
 * @property {string} [name]
 * @property {number} version
 * @property {string} serviceProvider
 * @property {string} actor
 * @property {string} channel
 * @property {string} causality
 * @property {number} configuration
 * @property {number} [position]
 * @property {string} [erased]
 * @property {string[]} changed
 * @property {Record<string, any>} decisions
 * @property {Record<string, unknown>} [before]
 * @property {Record<string, unknown>} [after]
 * @property {{resourceType: string, resource: string}[]} [added]
 * @property {{resourceType: string, resource: string}[]} [removed]
 * @property {string} [digest]
 * @property {string} [link]
 * @property {Operation[]} [operations]
 *
 * @typedef {object} TargetStatus
 * @property {'active'|'disabled'|'maintenance'|'absent'|'troubled'|'quarantined'} state
 * @property {string} detail
 * @property {number} waiting
 * @property {number} dead
 * @property {number} held
 */
export {};
