package io.tessera.provisioning.api.admin;

import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.spi.RuleDecision.Effect;
import io.tessera.provisioning.api.spi.RuleRequest.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The rules that decide whether accounts may be made and changed. One that denies or fails
 * overrides; where there is a rule that permits, one of them has to. Changes act at once. Throws
 * {@link io.tessera.model.RejectedException} with the field at fault.
 */
@ProviderType
public interface Rules {
  /** By name. */
  List<Rule> list();

  Optional<Rule> get(UUID id);

  Rule create(Caller caller, Rule.Draft draft);

  Rule replace(Caller caller, UUID id, long expectedVersion, Rule.Draft draft);

  void delete(Caller caller, UUID id, long expectedVersion);

  /** Asks the rules about somebody. Nothing is changed. */
  Ruling tryOut(Caller caller, Question question);

  /**
   * Who is asked about.
   *
   * @param rule only this one, whether enabled or not; null for all that apply
   * @param operation null for what a change would be now
   * @param at null for now
   */
  record Question(
      @Nullable UUID rule,
      ResourceType type,
      UUID resource,
      String target,
      String serviceProvider,
      @Nullable Operation operation,
      @Nullable Instant at) {}

  /**
   * What the rules say together.
   *
   * @param decidedBy the rule that decided; empty where none had to be asked
   * @param opinions of each rule, by name
   */
  record Ruling(boolean permitted, String decidedBy, String why, List<Opinion> opinions) {
    public Ruling {
      opinions = List.copyOf(opinions);
    }

    /** For people: {@code office-hours: it is outside the time window}. */
    public String explanation() {
      return decidedBy.isEmpty() || why.isEmpty() ? decidedBy + why : decidedBy + ": " + why;
    }
  }

  /**
   * What one rule says.
   *
   * @param part which part of its policy decided; empty for the whole
   */
  record Opinion(String rule, Effect effect, String part, String why) {}
}
