package io.tessera.inbound.soap.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.model.patch.Patch;
import io.tessera.model.patch.PatchOperation;
import io.tessera.model.patch.PatchTarget;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has to be done to attributes to make others of them. */
public final class Difference {
  private Difference() {}

  /** The steps from one to the other; none when they are the same. */
  public static Patch between(Attributes before, Attributes after) {
    List<PatchOperation> steps = new ArrayList<>();
    collect(null, before, after, steps);
    return new Patch(steps);
  }

  private static void collect(
      @Nullable String urn, Attributes before, Attributes after, List<PatchOperation> steps) {
    Set<String> names = new LinkedHashSet<>(before.names());
    names.addAll(after.names());
    for (String name : names) {
      if (urn == null && name.indexOf(':') >= 0) {
        collect(name, before.complex(name), after.complex(name), steps);
      } else if (!before.get(name).equals(after.get(name))) {
        PatchTarget target = new PatchTarget(new AttributePath(urn, name, null), null);
        Value value = after.get(name).orElse(null);
        steps.add(
            value == null
                ? new PatchOperation(PatchOperation.Kind.REMOVE, target, null)
                : new PatchOperation(PatchOperation.Kind.REPLACE, target, value));
      }
    }
  }
}
