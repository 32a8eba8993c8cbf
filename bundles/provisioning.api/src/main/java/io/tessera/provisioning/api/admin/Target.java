package io.tessera.provisioning.api.admin;

import io.tessera.model.Attributes;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One configured outbound connector of an identity provider.
 *
 * @param name unique, for files and commands: lower-case letters, digits, dashes
 * @param identityProvider name of the identity provider it belongs to
 * @param connectorType factory PID of the connector type
 * @param settings the connector's properties without its secrets
 * @param secretsSet which secret properties have a value; the values never leave the server
 * @param policyMap the map in force
 * @param delivery how changes are brought there
 * @param version one more with each change
 */
public record Target(
    UUID id,
    String name,
    String identityProvider,
    String connectorType,
    boolean enabled,
    Attributes settings,
    Set<String> secretsSet,
    PolicyMap policyMap,
    DeliverySettings delivery,
    long version) {
  public Target {
    secretsSet = Set.copyOf(secretsSet);
  }

  /**
   * What an operator says about one.
   *
   * @param settings the connector's properties; secrets among them in the clear, and those left out
   *     keep the value they have
   * @param policyMap null for the default map of the connector type, or, on a change, the present
   *     one
   * @param delivery null for the defaults, or, on a change, what holds at present
   */
  public record Draft(
      String name,
      String identityProvider,
      String connectorType,
      boolean enabled,
      Attributes settings,
      @Nullable PolicyMap policyMap,
      @Nullable DeliverySettings delivery) {
    public Optional<DeliverySettings> deliveryIfAny() {
      return Optional.ofNullable(delivery);
    }

    public Optional<PolicyMap> policyMapIfAny() {
      return Optional.ofNullable(policyMap);
    }
  }
}
