package io.tessera.admin.api.internal;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Account;
import io.tessera.provisioning.api.admin.InitialLoad;
import io.tessera.provisioning.api.admin.InitialLoads;
import io.tessera.provisioning.api.admin.Placement;
import io.tessera.provisioning.api.admin.Placements;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One target where everybody has an account, one where nobody has; loads that never move. */
final class FakePlacements implements Placements, InitialLoads {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private final UUID staff = UUID.randomUUID();
  private final Map<UUID, InitialLoad> loads = new LinkedHashMap<>();

  @Override
  public List<Placement> of(Caller caller, ResourceId resource, String serviceProvider) {
    Account account =
        new Account(
            staff, "staff", ResourceType.USER, resource, "r1", Account.State.ACTIVE, 3, NOW);
    return List.of(
        new Placement(
            staff,
            "staff",
            Placement.Verdict.ACCOUNT,
            "accounts are for everyone",
            account,
            null,
            List.of()),
        new Placement(
            UUID.randomUUID(),
            "vault",
            Placement.Verdict.NOTHING,
            "holds no role or group the account is for",
            null,
            null,
            List.of("In maintenance for " + serviceProvider + ".")));
  }

  @Override
  public List<Placement> provision(Caller caller, ResourceId resource, Set<String> targets) {
    return of(caller, resource, caller.serviceProvider());
  }

  @Override
  public InitialLoad start(Caller caller, InitialLoad.Draft draft) {
    InitialLoad load =
        load(
            UUID.randomUUID(),
            InitialLoad.State.RUNNING,
            draft.target(),
            draft.resend(),
            draft.perSecond());
    loads.put(load.id(), load);
    return load;
  }

  private InitialLoad load(
      UUID id, InitialLoad.State state, String target, boolean resend, int perSecond) {
    return new InitialLoad(
        id,
        staff,
        target,
        "Initial load.",
        "admin",
        resend,
        perSecond,
        state,
        NOW,
        state == InitialLoad.State.CANCELLED ? NOW : null,
        1000,
        20,
        10);
  }

  @Override
  public List<InitialLoad> list(Caller caller) {
    return List.copyOf(loads.values());
  }

  @Override
  public Optional<InitialLoad> get(Caller caller, UUID id) {
    return Optional.ofNullable(loads.get(id));
  }

  @Override
  public InitialLoad pause(Caller caller, UUID id) {
    return turn(id, InitialLoad.State.PAUSED);
  }

  @Override
  public InitialLoad resume(Caller caller, UUID id) {
    return turn(id, InitialLoad.State.RUNNING);
  }

  @Override
  public InitialLoad cancel(Caller caller, UUID id) {
    return turn(id, InitialLoad.State.CANCELLED);
  }

  private InitialLoad turn(UUID id, InitialLoad.State state) {
    InitialLoad present = loads.get(id);
    if (present.state() == state) {
      throw RejectedException.of(Problem.Kind.CONFLICT, "The load is " + state + ".");
    }
    InitialLoad next = load(id, state, present.targetName(), present.resend(), present.perSecond());
    loads.put(id, next);
    return next;
  }
}
