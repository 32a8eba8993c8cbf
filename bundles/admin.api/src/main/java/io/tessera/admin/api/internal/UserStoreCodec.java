package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.UserStore;

/** User stores as JSON. */
final class UserStoreCodec {
  private UserStoreCodec() {}

  static Attributes json(UserStore userStore) {
    return new JsonObject()
        .id("id", userStore.id())
        .text("name", userStore.name())
        .text("description", userStore.description())
        .number("version", userStore.version())
        .build();
  }

  static UserStore.Draft draft(Attributes body) {
    Fields fields = Fields.of(body);
    fields.readOnly("id", "version");
    UserStore.Draft draft =
        new UserStore.Draft(fields.text("name"), fields.optionalText("description").orElse(""));
    fields.check();
    return draft;
  }
}
