package io.tessera.provisioning.internal.write;

import io.tessera.model.AttributePath;
import io.tessera.model.Value;
import io.tessera.model.patch.Patch;
import io.tessera.model.patch.PatchOperation;
import io.tessera.model.schema.ResourceSchema;
import java.util.Optional;

/** Finds the password a patch sets, so that it is hashed before the transaction begins. */
final class PatchedPassword {
  private PatchedPassword() {}

  /**
   * @return the last one set; empty text when it is removed; nothing when it is not mentioned
   */
  static Optional<String> in(Patch patch, ResourceSchema schema) {
    Optional<String> found = Optional.empty();
    for (PatchOperation step : patch.operations()) {
      Optional<String> here = in(step, schema);
      found = here.isPresent() ? here : found;
    }
    return found;
  }

  private static Optional<String> in(PatchOperation step, ResourceSchema schema) {
    if (step.targetIfAny().isPresent()) {
      boolean password = step.targetIfAny().get().path().equals(AttributePath.of("password"));
      return password ? Optional.of(text(step)) : Optional.empty();
    }
    if (step.valueIfAny().orElse(Value.NONE) instanceof Value.Complex whole) {
      return whole.attributes().names().stream()
          .filter(n -> schema.resolve(n).equals(Optional.of(AttributePath.of("password"))))
          .findFirst()
          .flatMap(whole.attributes()::text);
    }
    return Optional.empty();
  }

  private static String text(PatchOperation step) {
    boolean removed = step.kind() == PatchOperation.Kind.REMOVE;
    return !removed && step.valueIfAny().orElse(Value.NONE) instanceof Value.Text text
        ? text.value()
        : "";
  }
}
