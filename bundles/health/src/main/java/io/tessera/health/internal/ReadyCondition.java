package io.tessera.health.internal;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.condition.Condition;

/** Appears, and stays, when every door has answered for the first time; the launcher waits. */
@Component(
    name = ReadyCondition.NAME,
    enabled = false,
    property = Condition.CONDITION_ID + "=" + ReadyCondition.ID)
public final class ReadyCondition implements Condition {
  static final String NAME = "io.tessera.health.ready";
  static final String ID = "io.tessera.ready";
}
