package io.tessera.connector.spml.internal;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttribute;
import io.tessera.connector.spi.TargetAttribute.Type;
import io.tessera.connector.spi.Testable.Step;
import io.tessera.connector.spml.internal.Provider.Effect;
import io.tessera.connector.xml.XmlElement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the provider says of its targets (SPML 2.0 section 3.6.1.1, DSML profile section 3). */
final class TargetSchema {
  private final Provider provider;
  private final SpmlSettings settings;

  TargetSchema(Provider provider, SpmlSettings settings) {
    this.provider = provider;
    this.settings = settings;
  }

  private List<XmlElement> targets() throws HttpFailure, InterruptedException {
    XmlElement request =
        Spml.request(Spml.CORE, "listTargetsRequest", Lookups.fresh())
            .attribute("profile", "urn:oasis:names:tc:SPML:2:0:DSML")
            .build();
    return provider.send(request, Effect.QUESTION).children().stream()
        .filter(c -> c.name().equals("target"))
        .filter(
            t ->
                settings.targetId().isEmpty()
                    || t.attribute("targetID").filter(settings.targetId()::equals).isPresent())
        .toList();
  }

  /** The attributes of the object class; others where the provider does not tell any. */
  Description describe(ObjectType type) throws HttpFailure, InterruptedException {
    String objectClass = settings.kind(type).objectClass();
    Map<String, TargetAttribute> attributes = new LinkedHashMap<>();
    for (XmlElement target : targets()) {
      descendants(target)
          .filter(d -> d.name().equals("objectClassDefinition"))
          .filter(d -> d.attribute("name").filter(objectClass::equalsIgnoreCase).isPresent())
          .flatMap(TargetSchema::descendants)
          .filter(d -> d.name().equals("attributeDefinitionReference"))
          .forEach(reference -> add(attributes, target, reference));
    }
    boolean open = attributes.isEmpty();
    attributes.putIfAbsent(
        settings.kind(type).keyAttribute(), text(settings.kind(type).keyAttribute(), false, true));
    if (type == ObjectType.USER) {
      attributes.putIfAbsent(
          settings.passwordAttribute(), text(settings.passwordAttribute(), false, false));
    }
    return new Description.Known(List.copyOf(attributes.values()), open);
  }

  private static void add(
      Map<String, TargetAttribute> attributes, XmlElement target, XmlElement reference) {
    String name = reference.attribute("name").orElse("");
    boolean required = reference.attribute("required").filter("true"::equals).isPresent();
    boolean many =
        descendants(target)
            .filter(d -> d.name().equals("attributeDefinition"))
            .filter(d -> d.attribute("name").filter(name::equals).isPresent())
            .anyMatch(d -> d.attribute("multivalued").filter("true"::equals).isPresent());
    if (!name.isEmpty()) {
      attributes.put(name, text(name, many, required));
    }
  }

  private static TargetAttribute text(String name, boolean many, boolean required) {
    return new TargetAttribute(List.of(name), Type.STRING, many, required, true);
  }

  private static Stream<XmlElement> descendants(XmlElement element) {
    return element.children().stream().flatMap(c -> Stream.concat(Stream.of(c), descendants(c)));
  }

  /** Whether the provider has the target, and what the settings want of it. */
  Step check() throws InterruptedException {
    String name = "list the provider's targets";
    try {
      List<XmlElement> targets = targets();
      if (targets.isEmpty()) {
        return new Step(name, false, "It has no such target; check targetId.");
      }
      Set<String> capabilities = new LinkedHashSet<>();
      targets.stream()
          .flatMap(TargetSchema::descendants)
          .filter(d -> d.name().equals("capability"))
          .forEach(d -> d.attribute("namespaceURI").ifPresent(capabilities::add));
      List<String> missing =
          wanted().filter(c -> !capabilities.isEmpty() && !capabilities.contains(c)).toList();
      return missing.isEmpty()
          ? new Step(name, true, "It has " + targets.size() + " and can what is wanted.")
          : new Step(
              name,
              false,
              "The target does not offer "
                  + String.join(", ", missing)
                  + "; change suspend or passwordBy, or have it offered.");
    } catch (HttpFailure failure) {
      return new Step(name, false, failure.failed().detail());
    }
  }

  private Stream<String> wanted() {
    return Stream.of(
            settings.suspends() ? Spml.SUSPEND : "",
            settings.passwordByRequest() ? Spml.PASSWORD : "",
            Spml.SEARCH)
        .filter(capability -> !capability.isEmpty());
  }
}
