package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.AlertChannel;
import io.tessera.provisioning.api.admin.AlertChannels;
import io.tessera.provisioning.api.admin.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A server that is nearly well, and its alert channels. */
final class FakeWatch implements Health, AlertChannels {
  private final Map<UUID, AlertChannel> channels = new LinkedHashMap<>();

  WatchCases cases() {
    return new WatchCases(this, this);
  }

  @Override
  public Report report() {
    return new Report(
        State.WARN,
        Instant.EPOCH,
        List.of(
            new Check("disk", State.OK, "Enough.", Duration.ofMillis(3)),
            new Check("target hr", State.WARN, "It does not answer.", Duration.ZERO)),
        new Machine("17", Instant.EPOCH, 2, .25, 10, 100, 50),
        new Pool(1, 2, 16, 0),
        new Node("node-1", "0.1.0", Instant.EPOCH));
  }

  @Override
  public Course course(Duration back) {
    return new Course(
        Instant.EPOCH,
        Duration.ofSeconds(15),
        List.of(
            new Series("requests", null, "1/s", List.of(Optional.of(2.5), Optional.empty())),
            new Series("queueWaiting", "hr", "", List.of(Optional.of(1e7), Optional.of(0.0)))));
  }

  @Override
  public List<AlertChannel> list() {
    return List.copyOf(channels.values());
  }

  @Override
  public Optional<AlertChannel> get(UUID id) {
    return Optional.ofNullable(channels.get(id));
  }

  @Override
  public AlertChannel create(Caller caller, AlertChannel.Draft draft) {
    return put(UUID.randomUUID(), draft, 1);
  }

  @Override
  public AlertChannel replace(
      Caller caller, UUID id, long expectedVersion, AlertChannel.Draft draft) {
    return put(id, draft, expectedVersion + 1);
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    channels.remove(id);
  }

  @Override
  public AlertChannel.Attempt test(UUID id) {
    if (!channels.containsKey(id)) {
      throw RejectedException.of(Problem.Kind.NOT_FOUND, "There is no such alert channel.");
    }
    return new AlertChannel.Attempt(false, "Connection refused.");
  }

  private AlertChannel put(UUID id, AlertChannel.Draft draft, long version) {
    Attributes.Builder open = Attributes.builder();
    draft
        .settings()
        .forEach(
            (name, value) -> {
              if (!name.equals("secret")) {
                open.keep(name, value);
              }
            });
    AlertChannel channel =
        new AlertChannel(
            id,
            draft.name(),
            draft.type(),
            draft.enabled(),
            open.build(),
            draft.settings().get("secret").isPresent() ? Set.of("secret") : Set.of(),
            draft.conditions(),
            draft.targets(),
            Instant.EPOCH,
            null,
            version);
    channels.put(id, channel);
    return channel;
  }
}
