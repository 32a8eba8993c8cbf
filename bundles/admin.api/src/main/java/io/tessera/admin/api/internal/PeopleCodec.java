package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.People;
import java.util.List;
import java.util.Optional;

/** What lists show of users and groups. */
final class PeopleCodec {
  private PeopleCodec() {}

  static Attributes user(Resource user) {
    Attributes attributes = user.attributes();
    return times(
            user,
            new JsonObject()
                .id("id", user.id().value())
                .text("userName", user.name())
                .text("displayName", attributes.text("displayName"))
                .text("email", email(attributes))
                .flag("active", user.active()))
        .build();
  }

  static Attributes group(Resource group) {
    return times(
            group, new JsonObject().id("id", group.id().value()).text("displayName", group.name()))
        .build();
  }

  private static JsonObject times(Resource resource, JsonObject json) {
    return json.text("userStore", resource.domain())
        .time("created", resource.created())
        .time("lastModified", resource.lastModified());
  }

  static Attributes member(People.Member member) {
    return new JsonObject()
        .id("id", member.ref().id().value())
        .text("type", member.ref().type().scimName())
        .text("name", member.name())
        .build();
  }

  /** The primary address, else the first. */
  private static Optional<String> email(Attributes user) {
    List<Attributes> addresses =
        user.get("emails").map(Value::elements).orElse(List.of()).stream()
            .flatMap(
                value ->
                    value instanceof Value.Complex complex
                        ? Optional.of(complex.attributes()).stream()
                        : Optional.<Attributes>empty().stream())
            .toList();
    return addresses.stream()
        .filter(address -> address.bool("primary").orElse(false))
        .findFirst()
        .or(() -> addresses.stream().findFirst())
        .flatMap(address -> address.text("value"));
  }
}
