package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.BirthrightRule;
import io.tessera.provisioning.api.admin.BirthrightRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Birthright rules in memory. */
final class FakeBirthrightRules implements BirthrightRules {
  private final Map<UUID, BirthrightRule> all = new LinkedHashMap<>();

  @Override
  public List<BirthrightRule> list() {
    return List.copyOf(all.values());
  }

  @Override
  public Optional<BirthrightRule> get(UUID id) {
    return Optional.ofNullable(all.get(id));
  }

  @Override
  public BirthrightRule create(Caller caller, BirthrightRule.Draft draft) {
    if (list().stream().anyMatch(i -> i.name().equals(draft.name()))) {
      throw RejectedException.at(
          Problem.Kind.UNIQUENESS, AttributePath.of("name"), "The name is taken.");
    }
    return put(UUID.randomUUID(), draft, 1);
  }

  @Override
  public BirthrightRule replace(
      Caller caller, UUID id, long expectedVersion, BirthrightRule.Draft draft) {
    return put(id, draft, expectedVersion + 1);
  }

  private BirthrightRule put(UUID id, BirthrightRule.Draft draft, long version) {
    BirthrightRule made =
        new BirthrightRule(
            id,
            draft.name(),
            draft.description(),
            draft.enabled(),
            draft.condition(),
            draft.roles(),
            draft.starts(),
            draft.ends(),
            version);
    all.put(id, made);
    return made;
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    all.remove(id);
  }

  @Override
  public BirthrightRule.Preview preview(
      Caller caller, BirthrightRule.Draft draft, int mostExamined, int mostShown) {
    return new BirthrightRule.Preview(
        2,
        true,
        1,
        0,
        List.of(
            new BirthrightRule.Effect(
                new ResourceId(new UUID(1, 2)), "alice", draft.roles(), List.of())));
  }
}
