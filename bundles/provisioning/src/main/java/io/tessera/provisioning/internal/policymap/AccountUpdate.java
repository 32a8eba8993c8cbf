package io.tessera.provisioning.internal.policymap;

import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Names;
import io.tessera.provisioning.api.admin.PolicyMap.LetterCase;
import io.tessera.provisioning.api.admin.PolicyMap.Merge;
import io.tessera.provisioning.api.admin.PolicyMap.Row;
import io.tessera.provisioning.api.admin.PolicyMap.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is sent to an account that exists. Some of it may depend on what the account has. */
public final class AccountUpdate {
  private final List<Part> parts;

  AccountUpdate(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * The values of one row.
   *
   * @param before what they were before the change; null when that is not known
   */
  record Part(Row row, List<String> values, @Nullable List<String> before) {
    boolean isChanged() {
      return before == null || !keys(before).equals(keys(values));
    }

    private boolean isWeak() {
      return row.handling().strength() == Strength.WEAK;
    }

    private boolean isAdded() {
      return row.handling().merge() == Merge.ADD;
    }

    private boolean isDue() {
      return row.handling().strength() != Strength.NORMAL || isChanged();
    }

    private boolean needsPresent() {
      return isAdded() || (isWeak() && !values.isEmpty());
    }

    private Set<String> keys(List<String> texts) {
      return texts.stream().map(this::key).collect(Collectors.toSet());
    }

    private String key(String text) {
      return row.handling().letterCase() == LetterCase.IGNORE ? Names.fold(text) : text;
    }

    /** Ours, and those that others gave the account: neither now nor before ours. */
    private List<String> with(List<String> present) {
      Set<String> ours = keys(values);
      ours.addAll(keys(Objects.requireNonNullElse(before, List.of())));
      List<String> all = new ArrayList<>(values);
      present.stream().filter(other -> !ours.contains(key(other))).forEach(all::add);
      return all;
    }
  }

  /** Whether the account has to be read first. */
  public boolean needsPresent() {
    return parts.stream().anyMatch(part -> part.isDue() && part.needsPresent());
  }

  /** An attribute that values are added to, which cannot be done without reading; or null. */
  public @Nullable String unreadable() {
    return parts.stream()
        .filter(part -> part.isDue() && part.isAdded())
        .map(part -> part.row().attribute())
        .findFirst()
        .orElse(null);
  }

  /** What does not depend on the account. */
  public TargetAttributes independent() {
    TargetAttributes.Builder sent = TargetAttributes.builder();
    for (Part part : parts) {
      if (part.isDue() && !part.isWeak() && !part.isAdded()) {
        sent.put(part.row().attribute(), part.values());
      }
    }
    return sent.build();
  }

  /** All of it, for an account as it is now. */
  public TargetAttributes over(TargetAttributes present) {
    TargetAttributes.Builder sent = TargetAttributes.builder();
    for (Part part : parts) {
      String attribute = part.row().attribute();
      List<String> there = present.all(attribute);
      boolean wanted = part.isWeak() ? there.isEmpty() && !part.values().isEmpty() : part.isDue();
      if (wanted) {
        sent.put(attribute, part.isAdded() ? part.with(there) : part.values());
      }
    }
    return sent.build();
  }
}
