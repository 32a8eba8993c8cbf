package io.tessera.provisioning.api.spi;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** A compiled policy. Any number of threads may ask it at once; it does nothing but compute. */
@ConsumerType
public interface RulePolicy {
  /** Decides; a policy that cannot says {@link RuleDecision.Effect#ERROR} and why. */
  RuleDecision decide(RuleRequest request);

  /** Paths of the attributes of users and groups it reads, as far as that can be said. */
  default Set<String> reads() {
    return Set.of();
  }
}
