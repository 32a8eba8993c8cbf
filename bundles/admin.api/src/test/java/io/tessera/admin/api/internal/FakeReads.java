package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.model.MemberRef;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Finder;
import io.tessera.provisioning.api.admin.People;
import io.tessera.provisioning.api.admin.Slice;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One user, one group, and whatever is asked for is found. */
final class FakeReads implements People, Finder {
  private static final ResourceId ID = new ResourceId(UUID.randomUUID());

  @Nullable Wanted lastWanted;

  @Override
  public Slice<Resource> users(Caller caller, Wanted wanted, @Nullable String cursor, int limit) {
    lastWanted = wanted;
    Value work = Value.complex(Attributes.builder().put("value", "a@example.com").build());
    Value main =
        Value.complex(
            Attributes.builder().put("value", "alice@example.com").put("primary", true).build());
    return one(
        ResourceType.USER,
        Attributes.builder()
            .put("userName", "alice")
            .put("displayName", "Alice")
            .put("active", false)
            .put("emails", Value.many(List.of(work, main)))
            .build(),
        cursor);
  }

  @Override
  public Slice<Resource> groups(Caller caller, Wanted wanted, @Nullable String cursor, int limit) {
    lastWanted = wanted;
    return one(
        ResourceType.GROUP, Attributes.builder().put("displayName", "staff").build(), cursor);
  }

  private static Slice<Resource> one(
      ResourceType type, Attributes attributes, @Nullable String cursor) {
    Resource only =
        new Resource(type, ID, "PRIMARY", 1, Instant.EPOCH, Instant.EPOCH, null, attributes);
    return new Slice<>(List.of(only), cursor == null ? "more" : null);
  }

  @Override
  public Slice<Member> members(
      Caller caller, ResourceId group, @Nullable String cursor, int limit) {
    return new Slice<>(List.of(new Member(new MemberRef(ResourceType.USER, ID), "Alice")), null);
  }

  @Override
  public List<Hit> find(Caller caller, String text) {
    return List.of(new Hit(Kind.IDENTITY_PROVIDER, ID.toString(), text, ""));
  }
}
