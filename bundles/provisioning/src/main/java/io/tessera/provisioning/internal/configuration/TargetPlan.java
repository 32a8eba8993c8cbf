package io.tessera.provisioning.internal.configuration;

import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.invalid;

import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.ObjectType;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.ConnectorType;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.internal.policymap.SchemaCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Finds out what a target becomes by a draft, and refuses what cannot work. */
final class TargetPlan {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final LiveConfiguration configuration;
  private final ConnectorTypeCatalog catalog;
  private final BiFunction<TargetConfiguration, ObjectType, Optional<Description>> describe;

  /**
   * @param describe tells what a target has, as far as it can be asked just now
   */
  TargetPlan(
      LiveConfiguration configuration,
      ConnectorTypeCatalog catalog,
      BiFunction<TargetConfiguration, ObjectType, Optional<Description>> describe) {
    this.configuration = configuration;
    this.catalog = catalog;
    this.describe = describe;
  }

  /**
   * What is to be stored.
   *
   * @param before reference of each secret that it has, by property, and of which some may go
   * @param references the same of those that it will have
   * @param secrets new values, in the clear
   */
  record Planned(
      Target target,
      IdentityProvider provider,
      Map<String, String> before,
      Map<String, String> references,
      Map<String, String> secrets) {}

  /**
   * @param present what it is; empty for a new one
   * @throws RejectedException naming what is wrong
   */
  Planned of(UUID id, long version, Target.Draft draft, Optional<TargetConfiguration> present) {
    IdentityProvider provider =
        configuration.refresh().requireIdentityProvider(draft.identityProvider());
    ConnectorType type = connectorType(draft);
    Optional<TargetConfiguration> alike =
        present.filter(p -> p.target().connectorType().equals(type.id()));
    Map<String, String> before = alike.map(TargetConfiguration::secrets).orElse(Map.of());
    TargetSettings settings = TargetSettings.check(type, draft.settings(), before.keySet());
    PolicyMap map = policyMap(draft, type, alike);
    DeliverySettings delivery = delivery(draft, present);
    Map<String, String> references = new HashMap<>(before);
    draft.settings().forEach((name, value) -> removeUnset(references, name, value));
    settings.secrets().keySet().forEach(s -> references.put(s, id + "/" + s + "/" + version));
    requireDefaultPassword(delivery, references);
    Target target =
        new Target(
            id,
            checkedName(draft.name()),
            provider.name(),
            type.id(),
            draft.enabled(),
            settings.open(),
            references.keySet(),
            map,
            delivery,
            version);
    return new Planned(target, provider, before, references, settings.secrets());
  }

  private ConnectorType connectorType(Target.Draft draft) {
    return catalog
        .find(draft.connectorType())
        .orElseThrow(
            () ->
                invalid(
                    "connectorType",
                    "no started bundle offers \"" + draft.connectorType() + "\"."));
  }

  /**
   * @param alike what it is where it is of this connector type already
   */
  private PolicyMap policyMap(
      Target.Draft draft, ConnectorType type, Optional<TargetConfiguration> alike) {
    PolicyMap map =
        draft
            .policyMapIfAny()
            .or(() -> alike.map(p -> p.target().policyMap()))
            .orElseGet(() -> catalog.defaultMap(type.id()));
    configuration.compiled(map, draft.name());
    alike.filter(p -> !p.target().policyMap().equals(map)).ifPresent(p -> compare(p, map));
    return map;
  }

  /** With what the target has, as far as it can be asked just now. */
  private void compare(TargetConfiguration present, PolicyMap map) {
    List<Problem> problems = SchemaCheck.of(map, type -> describe.apply(present, type)).problems();
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
  }

  private DeliverySettings delivery(Target.Draft draft, Optional<TargetConfiguration> present) {
    DeliverySettings delivery =
        draft
            .deliveryIfAny()
            .or(() -> present.map(p -> p.target().delivery()))
            .orElse(DeliverySettings.DEFAULT);
    DeliveryCheck.of(delivery, draft.name(), configuration.refresh());
    return delivery;
  }

  private static void removeUnset(Map<String, String> references, String name, Value value) {
    if (value.isNone()) {
      references.remove(name);
    }
  }

  private static void requireDefaultPassword(
      DeliverySettings delivery, Map<String, String> secrets) {
    if (delivery.passwords() == DeliverySettings.Passwords.DEFAULT
        && !secrets.containsKey(ConnectorTypeCatalog.DEFAULT_PASSWORD_NAME)) {
      throw invalid(
          "delivery.passwords",
          "default needs the setting " + ConnectorTypeCatalog.DEFAULT_PASSWORD_NAME + ".");
    }
  }

  private static String checkedName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw invalid(
          "name", "lower-case letters, digits and dashes are expected, 63 characters at most.");
    }
    return name;
  }
}
