package io.tessera.inbound.soap.internal.plain;

import io.tessera.inbound.soap.internal.AttributeSlot;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.scim.protocol.FilterParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tessera.wsdl.provisioning.Attribute;
import tessera.wsdl.provisioning.UserData;

/** Which element of {@link UserData} is which attribute, over one schema. */
final class UserSlots {
  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:";

  /** What has an element or an operation of its own, or is the server's. */
  private static final Set<String> OWN =
      Set.of("id", "meta", "userName", "externalId", "password", "active", "roles", "groups");

  private final ResourceSchema schema;
  private final FilterParser parser;
  private final List<Field> fields = new ArrayList<>();

  private record Field(
      AttributeSlot slot,
      Function<UserData, @Nullable String> get,
      BiConsumer<UserData, String> set) {}

  UserSlots(ResourceSchema schema) {
    this.schema = schema;
    this.parser = new FilterParser(schema);
    add("displayName", UserData::getDisplayName, UserData::setDisplayName);
    add("name.givenName", UserData::getGivenName, UserData::setGivenName);
    add("name.familyName", UserData::getFamilyName, UserData::setFamilyName);
    add("emails[primary eq true].value", UserData::getEmail, UserData::setEmail);
    add("phoneNumbers[type eq \"work\"].value", UserData::getPhone, UserData::setPhone);
    add("phoneNumbers[type eq \"mobile\"].value", UserData::getMobile, UserData::setMobile);
    add("title", UserData::getTitle, UserData::setTitle);
    add("preferredLanguage", UserData::getPreferredLanguage, UserData::setPreferredLanguage);
    add("timezone", UserData::getTimezone, UserData::setTimezone);
    add(ENTERPRISE + "employeeNumber", UserData::getEmployeeNumber, UserData::setEmployeeNumber);
    add(ENTERPRISE + "department", UserData::getDepartment, UserData::setDepartment);
    add(ENTERPRISE + "organization", UserData::getOrganization, UserData::setOrganization);
  }

  private void add(
      String path, Function<UserData, @Nullable String> get, BiConsumer<UserData, String> set) {
    fields.add(new Field(slot(path), get, set));
  }

  boolean isOf(ResourceSchema other) {
    return schema.equals(other);
  }

  private AttributeSlot slot(String path) {
    return AttributeSlot.of(schema, parser.target(path), false);
  }

  /** The attributes with what was given in them; what was not given stays. */
  Attributes put(Attributes attributes, UserData given) {
    Attributes result = attributes;
    for (Field field : fields) {
      String text = field.get().apply(given);
      if (text != null) {
        result = field.slot().write(result, text.isEmpty() ? List.of() : List.of(text));
      }
    }
    for (Attribute other : given.getAttribute()) {
      result =
          writable(other.getPath())
              .write(result, other.getValue().stream().filter(Objects::nonNull).toList());
    }
    return result;
  }

  private AttributeSlot writable(@Nullable String path) {
    AttributeSlot slot = slot(path == null ? "" : path);
    AttributePath whole = slot.path();
    if (whole.extension().isEmpty() && OWN.contains(whole.name())) {
      throw RejectedException.at(
          Kind.INVALID_PATH, whole, "It has an element or an operation of its own.");
    }
    return slot;
  }

  /** Fills in what is known. */
  void fill(UserData data, Attributes attributes) {
    for (Field field : fields) {
      List<String> values = field.slot().read(attributes);
      if (!values.isEmpty()) {
        field.set().accept(data, values.get(0));
      }
    }
  }

  AttributeSlot roles() {
    return slot("roles.value");
  }

  FilterParser parser() {
    return parser;
  }
}
