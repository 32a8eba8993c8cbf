package io.tessera.model.patch;

import io.tessera.model.AttributePath;
import io.tessera.model.filter.Filter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a patch step changes: {@code name.familyName}, {@code emails[type eq "work"].value}, {@code
 * members[value eq "..."]}.
 *
 * @param path the attribute; its sub-attribute is the one changed, in all selected elements
 * @param selection which elements of a multi-valued attribute; null for all. Paths inside name
 *     sub-attributes
 */
public record PatchTarget(AttributePath path, @Nullable Filter selection) {
  public Optional<Filter> selectionIfAny() {
    return Optional.ofNullable(selection);
  }
}
