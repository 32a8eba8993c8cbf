package io.tessera.store.kit;

import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Deed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Resources and changes to try a store with. */
public final class Samples {
  /** The service provider the contracts look through. */
  public static final String VIEWER = "resident";

  private Samples() {}

  public static ResourceId newId() {
    return new ResourceId(UUID.randomUUID());
  }

  /** A domain nobody else uses. */
  public static String newDomain() {
    return "D" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** An identity with two e-mail addresses and the enterprise extension. */
  public static Resource user(String domain, String name) {
    return user(
        domain,
        Attributes.builder()
            .put("userName", name)
            .put(
                "name",
                Value.complex(
                    Attributes.builder().put("familyName", "Doe").put("givenName", name).build()))
            .put("displayName", name + " Doe")
            .put("active", true)
            .put(
                "emails",
                Value.many(
                    List.of(
                        email(name + "@example.com", "work"), email(name + "@home.test", "home"))))
            .put(
                BuiltInSchemas.ENTERPRISE_URN,
                Value.complex(
                    Attributes.builder()
                        .put("employeeNumber", "E-" + name)
                        .put("department", "Staff")
                        .build()))
            .build());
  }

  public static Resource user(String domain, Attributes attributes) {
    return resource(ResourceType.USER, domain, attributes);
  }

  public static Resource group(String domain, String name) {
    return resource(
        ResourceType.GROUP, domain, Attributes.builder().put("displayName", name).build());
  }

  public static Value email(String address, String type) {
    return Value.complex(Attributes.builder().put("value", address).put("type", type).build());
  }

  /** The next version, with other attributes. */
  public static Resource next(Resource present, Attributes attributes) {
    return new Resource(
        present.type(),
        present.id(),
        present.domain(),
        present.version() + 1,
        present.created(),
        now(),
        present.externalId(),
        attributes);
  }

  public static Resource withExternalId(Resource resource, @Nullable String externalId) {
    return new Resource(
        resource.type(),
        resource.id(),
        resource.domain(),
        resource.version(),
        resource.created(),
        resource.lastModified(),
        externalId,
        resource.attributes());
  }

  /** The change that a present resource became another; null for none. */
  public static Change change(@Nullable Resource before, @Nullable Resource after) {
    return change(before, after, MembershipDelta.NONE);
  }

  public static Change change(
      @Nullable Resource before, @Nullable Resource after, MembershipDelta members) {
    Resource subject = after == null ? before : after;
    if (subject == null) {
      throw new IllegalArgumentException("neither before nor after");
    }
    return new Change(
        UUID.randomUUID(),
        now(),
        before == null
            ? Change.Kind.CREATE
            : after == null ? Change.Kind.DELETE : Change.Kind.UPDATE,
        subject.type(),
        subject.id(),
        after == null ? subject.version() + 1 : subject.version(),
        new Change.Origin(VIEWER, "tester", "SCIM2", "cause-" + subject.name()),
        0,
        Attributes.empty(),
        before == null ? null : before.attributes(),
        after == null ? null : after.attributes(),
        members);
  }

  /** Somebody decided something. */
  public static Deed deed(String actor) {
    return new Deed(
        Deed.Kind.DECIDE,
        "sample",
        UUID.randomUUID(),
        new Change.Origin("resident", actor, "ADMIN_API", "cause-of-a-deed"),
        Attributes.builder().put("action", "decided").build());
  }

  private static Resource resource(ResourceType type, String domain, Attributes attributes) {
    Instant now = now();
    return new Resource(type, newId(), domain, 1, now, now, null, attributes);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** The schema of a resource's type, without anything configured. */
  public static ResourceSchema schema(Resource resource) {
    return BuiltInSchemas.of(resource.type());
  }
}
