package io.tessera.notify.internal;

import io.tessera.provisioning.api.admin.AlertChannel.Condition;
import java.time.Instant;

/**
 * Something to be told.
 *
 * @param resolved whether it is over
 * @param target its name; empty when it is about the server
 * @param detail for people; no secrets and nothing about persons
 * @param since when it began
 */
record Notice(Condition condition, boolean resolved, String target, String detail, Instant since) {
  /** One line for people. */
  String line() {
    String what = target.isEmpty() ? "" : " " + target;
    return condition.word() + what + (resolved ? ": over. " : ": ") + detail;
  }
}
