package io.tessera.provisioning.internal.selection;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.ServiceProvider.Outbound;
import io.tessera.provisioning.internal.selection.Choice.Verdict;
import io.tessera.store.spi.Aim;
import io.tessera.store.spi.Destinations;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What happens at each target. */
public record Selection(List<Choice> choices, Map<UUID, Aim> aims) {
  public Selection {
    choices = List.copyOf(choices);
    aims = Map.copyOf(aims);
  }

  public Destinations destinations() {
    Set<UUID> brought = with(Verdict.BRING);
    return new Destinations(
        brought,
        with(Verdict.END),
        brought.stream()
            .filter(target -> aims.get(target) == Aim.NO_ACCOUNT)
            .collect(Collectors.toSet()));
  }

  /**
   * What is kept of it with the change, for people.
   *
   * @param outbound where the service provider's accounts go
   */
  public Attributes decisions(Outbound outbound) {
    Destinations destinations = destinations();
    Attributes.Builder decisions = Attributes.builder();
    boolean simple = choices.stream().allMatch(choice -> isPlain(choice, outbound));
    if (!destinations.brought().isEmpty()) {
      decisions
          .put("rule", simple ? "all-active-targets" : "chosen-targets")
          .put("targets", ids(destinations.brought()));
    }
    if (!destinations.ended().isEmpty()) {
      decisions.put("ended", ids(destinations.ended()));
    }
    if (!simple) {
      decisions.put("reasons", Value.many(choices.stream().map(Selection::reason).toList()));
    }
    return decisions.build();
  }

  /** Whether nothing had to be weighed. */
  private static boolean isPlain(Choice choice, Outbound outbound) {
    return switch (choice.reason()) {
      case EVERYONE, DELETED -> outbound.equals(Outbound.EVERYWHERE);
      case NOT_ACTIVE, NOT_COVERED -> true;
      default -> false;
    };
  }

  private static Value reason(Choice choice) {
    return Value.complex(
        Attributes.builder()
            .put("target", choice.target().target().name())
            .put("verdict", choice.verdict().name().toLowerCase(Locale.ROOT))
            .put("reason", choice.explanation())
            .build());
  }

  private static Value ids(Set<UUID> targets) {
    return Value.many(targets.stream().map(UUID::toString).sorted().map(Value::text).toList());
  }

  private Set<UUID> with(Verdict verdict) {
    return choices.stream()
        .filter(choice -> choice.verdict() == verdict)
        .map(choice -> choice.target().target().id())
        .collect(Collectors.toSet());
  }
}
