package io.tessera.store.spi;

import io.tessera.model.Attributes;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call to a target for an operation.
 *
 * @param number which try of the operation it belonged to, from 1
 * @param node that made the call
 * @param connector name and version of the bundle that was called
 * @param action what was asked: CREATE, UPDATE, DELETE, READ or CHECK
 * @param result APPLIED, PENDING, FOUND, ABSENT, or the kind of the failure
 * @param detail what the target said; no secrets
 * @param request attributes that were sent, without secrets; null when none were
 * @param answer what the target said the account is; null when it did not say
 */
public record Attempt(
    UUID operation,
    int number,
    Instant started,
    Duration took,
    String node,
    String connector,
    String action,
    String result,
    String detail,
    @Nullable Attributes request,
    @Nullable Attributes answer) {}
