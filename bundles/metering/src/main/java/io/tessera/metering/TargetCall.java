package io.tessera.metering;

import java.time.Duration;
import java.time.Instant;

/**
 * A call to a target for a change. There is no place for what was sent or said.
 *
 * @param causality id of the request that caused the change; a call that carries several changes is
 *     told once for each
 * @param target its name
 * @param connectorType at the other end of the call
 * @param connector name and version of the bundle
 * @param action what was asked: CREATE, UPDATE, DELETE, READ or CHECK
 * @param result APPLIED, PENDING, FOUND, ABSENT, or the kind of the failure
 * @param attempt which try it belonged to, from 1
 */
public record TargetCall(
    String causality,
    String target,
    String connectorType,
    String connector,
    String action,
    String result,
    int attempt,
    Instant began,
    Duration took) {}
