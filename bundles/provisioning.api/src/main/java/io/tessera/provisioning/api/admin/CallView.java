package io.tessera.provisioning.api.admin;

import io.tessera.model.Attributes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call to a target, as an operator sees it.
 *
 * @param number which try of the operation it belonged to, from 1
 * @param node that made the call
 * @param connector name and version of the bundle that was called
 * @param action create, update, delete, read or check
 * @param result applied, pending, found, absent, or the kind of the failure
 * @param detail what the target said
 * @param request attributes that were sent, without secrets; null when none were
 * @param answer what the target said the account is; null when it did not say
 */
public record CallView(
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
