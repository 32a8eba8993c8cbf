package io.tessera.admin.api.internal;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMap.Event;
import io.tessera.provisioning.api.admin.PolicyMap.Row;
import io.tessera.provisioning.api.admin.PolicyMaps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says of every row of a draft that it gives nothing, and of a target's own map one full answer.
 */
final class FakePolicyMaps implements PolicyMaps {
  static final UUID NOBODY = new UUID(0, 0);

  @Override
  public Preview preview(
      Caller caller, UUID target, ResourceType type, UUID resource, @Nullable PolicyMap draft) {
    if (resource.equals(NOBODY)) {
      throw RejectedException.of(Problem.Kind.NOT_FOUND, "There is no User " + resource + ".");
    }
    if (draft != null) {
      return new Preview(3, null, draft.rows(type).stream().map(FakePolicyMaps::nothing).toList());
    }
    return new Preview(
        3,
        1L,
        List.of(
            new ExplainedValue(
                "sn",
                "user[0]",
                List.of("Liddell"),
                Origin.PATH,
                "name.familyName",
                Map.of("name.familyName", List.of("Liddell")),
                true,
                Set.of(Event.CREATE),
                "")));
  }

  @Override
  public List<Version> versions(UUID target) {
    PolicyMap earlier =
        new PolicyMap(List.of(new Row("cn", List.of("userName"), List.of())), List.of());
    return List.of(new Version(1, Instant.EPOCH, "root", earlier));
  }

  private static ExplainedValue nothing(Row row) {
    return new ExplainedValue(
        row.attribute(),
        "user[0]",
        List.of(),
        Origin.NOTHING,
        "",
        Map.of(),
        false,
        Set.of(),
        "it fails");
  }
}
