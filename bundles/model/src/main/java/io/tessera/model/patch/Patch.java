package io.tessera.model.patch;

import java.util.List;

/** Operations carried out in order, all or none. */
public record Patch(List<PatchOperation> operations) {
  public Patch {
    operations = List.copyOf(operations);
  }
}
