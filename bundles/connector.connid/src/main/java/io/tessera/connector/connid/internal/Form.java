package io.tessera.connector.connid.internal;

import java.io.File;
import java.lang.reflect.Array;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.identityconnectors.common.security.GuardedByteArray;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.api.ConfigurationProperty;
import org.identityconnectors.framework.common.objects.SuggestedValues;
import org.identityconnectors.framework.common.objects.ValueListOpenness;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a connector as Metatype has them (OSGi Compendium, Metatype: XML schema 1.4),
 * with those of the host.
 */
final class Form {
  private static final String MANY = "2147483647";

  private static final Map<Class<?>, String> TYPES =
      Map.ofEntries(
          Map.entry(String.class, "String"),
          Map.entry(char.class, "String"),
          Map.entry(Character.class, "String"),
          Map.entry(URI.class, "String"),
          Map.entry(File.class, "String"),
          Map.entry(boolean.class, "Boolean"),
          Map.entry(Boolean.class, "Boolean"),
          Map.entry(int.class, "Integer"),
          Map.entry(Integer.class, "Integer"),
          Map.entry(long.class, "Long"),
          Map.entry(Long.class, "Long"),
          Map.entry(float.class, "Double"),
          Map.entry(Float.class, "Double"),
          Map.entry(double.class, "Double"),
          Map.entry(Double.class, "Double"),
          Map.entry(GuardedString.class, "Password"),
          Map.entry(GuardedByteArray.class, "Password"));

  private Form() {}

  /**
   * A setting.
   *
   * @param type as Metatype calls it
   */
  private record Field(
      String id,
      String type,
      boolean many,
      boolean required,
      @Nullable String byDefault,
      String label,
      String help,
      List<String> options) {
    String xml() {
      StringBuilder xml = new StringBuilder("    <AD");
      Xml.attribute(xml, "id", id);
      Xml.attribute(xml, "type", type);
      Xml.attribute(xml, "cardinality", many ? MANY : "0");
      Xml.attribute(xml, "required", String.valueOf(required));
      if (byDefault != null) {
        Xml.attribute(xml, "default", byDefault);
      }
      Xml.attribute(xml, "name", label);
      Xml.attribute(xml, "description", help);
      xml.append(">");
      for (String option : options) {
        xml.append("<Option");
        Xml.attribute(xml, "label", option);
        Xml.attribute(xml, "value", option);
        xml.append("/>");
      }
      return xml.append("</AD>\n").toString();
    }
  }

  static String of(FoundConnector connector, ConnIdManifest manifest) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<MetaData xmlns=\"http://www.osgi.org/xmlns/metatype/v1.4.0\">\n  <OCD");
    Xml.attribute(xml, "id", connector.pid());
    Xml.attribute(xml, "name", connector.label() + " (ConnId)");
    Xml.attribute(xml, "description", manifest.name() + " " + manifest.version());
    xml.append(">\n");
    connector.properties().stream()
        .flatMap(p -> field(p).stream())
        .forEach(f -> xml.append(f.xml()));
    host().forEach(f -> xml.append(f.xml()));
    xml.append("  </OCD>\n  <Designate");
    Xml.attribute(xml, "factoryPid", connector.pid());
    xml.append("><Object");
    Xml.attribute(xml, "ocdref", connector.pid());
    return xml.append("/></Designate>\n</MetaData>\n").toString();
  }

  /** Empty for what no form can hold: scripts, and lists of secrets. */
  private static Optional<Field> field(ConfigurationProperty property) {
    Class<?> declared = property.getType();
    boolean many = declared.isArray();
    Class<?> single = many ? declared.getComponentType() : declared;
    boolean secret = isSecret(property);
    @Nullable String type = secret ? "Password" : TYPES.get(single);
    if (type == null || (secret && many)) {
      return Optional.empty();
    }
    @Nullable String byDefault = secret ? null : defaultOf(property.getValue());
    return Optional.of(
        new Field(
            settingOf(property),
            type,
            many,
            property.isRequired() && byDefault == null,
            byDefault,
            orElse(property.getDisplayName(property.getName()), property.getName()),
            orElse(property.getHelpMessage(""), ""),
            options(property.getAllowedValues())));
  }

  private static boolean isSecret(ConfigurationProperty property) {
    return property.isConfidential()
        || property.getType() == GuardedString.class
        || property.getType() == GuardedByteArray.class;
  }

  /** The name of the setting of a property; a dot begins the names of secrets. */
  static String settingOf(ConfigurationProperty property) {
    return isSecret(property) ? "." + property.getName() : property.getName();
  }

  private static @Nullable String defaultOf(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        texts.add(escaped(String.valueOf(Array.get(value, i))));
      }
    } else {
      texts.add(escaped(String.valueOf(value)));
    }
    String all = String.join(",", texts);
    return all.isBlank() ? null : all;
  }

  /** Defaults are lists, separated by commas; what is white at an end would be taken away. */
  private static String escaped(String value) {
    return value.replaceAll("([\\\\, ])", "\\\\$1");
  }

  private static List<String> options(@Nullable SuggestedValues allowed) {
    return allowed == null || allowed.getOpenness() != ValueListOpenness.CLOSED
        ? List.of()
        : allowed.getValues().stream().map(String::valueOf).collect(Collectors.toList());
  }

  private static String orElse(@Nullable String text, String other) {
    return text == null || text.isBlank() ? other : text.strip();
  }

  private static List<Field> host() {
    return List.of(
        text(
            HostSettings.USER_CLASS,
            HostSettings.ACCOUNT,
            "Object class of users",
            "What the connector calls the objects that are users."),
        text(
            HostSettings.GROUP_CLASS,
            null,
            "Object class of groups",
            "What it calls groups, mostly __GROUP__. Empty: this target has no groups."),
        text(
            HostSettings.MEMBER_ATTRIBUTE,
            null,
            "Member attribute",
            "The attribute of a group that lists its members. Empty: members are not kept."),
        new Field(
            HostSettings.MEMBER_VALUE,
            "String",
            false,
            false,
            HostSettings.BY_ID,
            "Members are listed by",
            "Their __UID__ or their __NAME__; with LDAP the latter, a DN.",
            List.of(HostSettings.BY_ID, HostSettings.BY_NAME)),
        number(
            HostSettings.POOL_SIZE,
            HostSettings.DEFAULT_POOL_SIZE,
            "Pool size",
            "Most calls at once, and most instances of a connector that keeps a pool. 1 to 64."),
        number(
            HostSettings.TIMEOUT,
            HostSettings.DEFAULT_TIMEOUT,
            "Time-out (ms)",
            "Longest wait for one call. 100 to 600000."));
  }

  private static Field text(String id, @Nullable String byDefault, String label, String help) {
    return new Field(id, "String", false, false, byDefault, label, help, List.of());
  }

  private static Field number(String id, int byDefault, String label, String help) {
    return new Field(
        id, "Integer", false, false, String.valueOf(byDefault), label, help, List.of());
  }
}
