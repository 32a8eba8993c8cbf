package io.tessera.provisioning.api.admin;

import java.time.Instant;

/**
 * An account nobody may sign in to for a while.
 *
 * @param account {@code DOMAIN/name}; administrators are in the domain of callers that name none
 * @param failures wrong passwords in a row
 */
public record SignInLock(String account, int failures, Instant lastFailure, Instant until) {}
