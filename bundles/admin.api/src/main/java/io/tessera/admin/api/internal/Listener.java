package io.tessera.admin.api.internal;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.api.admin.Overview;
import io.tessera.provisioning.api.admin.Run;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told what changes, and what it was told last. Used by one thread. First it is
 * told how all stands; so nothing is missed by one that comes back.
 */
final class Listener {
  private static final int PING_EVERY = 15;
  private static final byte[] PING = ":\n\n".getBytes(StandardCharsets.UTF_8);

  private final Caller caller;
  private final EventStream stream;
  private final long since;
  private final AttributesJson json = new AttributesJson();
  private final Map<UUID, Attributes> targets = new HashMap<>();
  private final Map<UUID, Attributes> runs = new HashMap<>();
  private @Nullable Map<UUID, OperationView.State> operations;
  private Overview.@Nullable Figures figures;
  private long number;
  private int quiet;

  Listener(Caller caller, EventStream stream, long since) {
    this.caller = caller;
    this.stream = stream;
    this.since = since;
  }

  Caller caller() {
    return caller;
  }

  EventStream stream() {
    return stream;
  }

  /** When it came, of a clock of nanoseconds. */
  long since() {
    return since;
  }

  /**
   * @param running what is, and was, under way
   * @param newest operations, the newest first
   */
  void tell(Overview overview, List<Run> running, List<OperationView> newest) {
    long before = number;
    if (!overview.figures().equals(figures)) {
      figures = overview.figures();
      send("overview", OverviewCodec.json(overview.figures()));
    }
    for (Overview.Standing target : overview.targets()) {
      Attributes now = OverviewCodec.json(target);
      if (!now.equals(targets.put(target.id(), now))) {
        send("targets", now);
      }
    }
    running.stream().filter(this::sees).forEach(this::tell);
    tell(newest);
    if (number == before) {
      quiet++;
    }
    if (quiet >= PING_EVERY) {
      ping();
    }
  }

  /** Who sees some targets only, sees what is about those. */
  private boolean sees(Run run) {
    return caller.targets().limit().isEmpty()
        || run.targetIfAny().filter(caller.targets()::sees).isPresent();
  }

  private void tell(Run run) {
    Attributes now = OverviewCodec.json(run);
    Attributes told = runs.put(run.id(), now);
    if (told == null ? run.isRunning() : !now.equals(told)) {
      send("runs", now);
    }
  }

  private void tell(List<OperationView> newest) {
    Map<UUID, OperationView.State> present = new HashMap<>();
    List<Attributes> changed = new ArrayList<>();
    for (OperationView operation : newest) {
      if (caller.targets().sees(operation.target())) {
        present.put(operation.id(), operation.state());
        if (operations != null && operation.state() != operations.get(operation.id())) {
          changed.add(json(operation));
        }
      }
    }
    if (!changed.isEmpty()) {
      send("operations", new JsonObject().objects("items", changed).build());
    }
    operations = present;
  }

  private static Attributes json(OperationView operation) {
    return new JsonObject()
        .id("id", operation.id())
        .word("state", operation.state())
        .id("target", operation.target())
        .id("resource", operation.resource().value())
        .build();
  }

  void ping() {
    quiet = 0;
    stream.send(PING);
  }

  private void send(String event, Attributes data) {
    quiet = 0;
    number++;
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(
        ("id: " + number + "\nevent: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8));
    text.writeBytes(json.write(data));
    text.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    stream.send(text.toByteArray());
  }
}
