package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.model.MemberRef;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.TargetUnavailableException;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.api.admin.TargetContents;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A target with two accounts, one of them nobody's, on a page each; it has no groups to tell. */
final class FakeTargetContents implements TargetContents {
  private static final Item OURS =
      new Item(
          "r-1",
          Attributes.builder().put("uid", "alice").build(),
          true,
          "W/\"1\"",
          new MemberRef(ResourceType.USER, new ResourceId(new UUID(0, 1))));
  private static final Item NOBODYS =
      new Item("r-2", Attributes.builder().put("uid", "bob").build(), null, null, null);

  @Override
  public Slice<Item> list(UUID target, ResourceType type, @Nullable String cursor, int most) {
    requireUsers(type);
    return cursor == null ? new Slice<>(List.of(OURS), "2") : new Slice<>(List.of(NOBODYS), null);
  }

  @Override
  public Changes changes(UUID target, ResourceType type, @Nullable String token, int most) {
    requireUsers(type);
    return new Changes(
        List.of(new Changed("r-1", OURS), new Changed("r-3", null)), "token-2", false);
  }

  @Override
  public Plan plan(Caller caller, UUID target, ResourceType type, UUID resource) {
    requireUsers(type);
    return new Plan("r-1", List.of("MODIFY uid=alice: cn"));
  }

  private static void requireUsers(ResourceType type) {
    if (type != ResourceType.USER) {
      throw new TargetUnavailableException("The target acme cannot be read now. It is asleep.");
    }
  }
}
