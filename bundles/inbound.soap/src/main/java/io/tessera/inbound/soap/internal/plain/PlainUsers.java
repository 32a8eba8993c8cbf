package io.tessera.inbound.soap.internal.plain;

import io.tessera.inbound.soap.internal.Resources;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Include;
import io.tessera.provisioning.api.Provisioning;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import org.jspecify.annotations.Nullable;
import tessera.wsdl.provisioning.GroupName;
import tessera.wsdl.provisioning.GroupRef;
import tessera.wsdl.provisioning.User;
import tessera.wsdl.provisioning.UserData;
import tessera.wsdl.provisioning.UserRef;

/** Users and groups as the plain service is told of them and tells them. */
public final class PlainUsers {
  private final Provisioning provisioning;
  private final Resources resources;
  private final DatatypeFactory datatypes = DatatypeFactory.newDefaultInstance();
  private volatile UserSlots slots;

  public PlainUsers(Provisioning provisioning) {
    this.provisioning = provisioning;
    this.resources = new Resources(provisioning);
    this.slots = new UserSlots(provisioning.schema(ResourceType.USER));
  }

  Provisioning provisioning() {
    return provisioning;
  }

  Resources resources() {
    return resources;
  }

  /** Over the schema in force, which may change at any time. */
  UserSlots slots() {
    ResourceSchema schema = provisioning.schema(ResourceType.USER);
    UserSlots present = slots;
    if (!present.isOf(schema)) {
      present = new UserSlots(schema);
      slots = present;
    }
    return present;
  }

  Optional<Resource> find(Caller caller, @Nullable UserRef ref, Set<Include> include) {
    UserRef given = given("ref", ref);
    return find(
        caller,
        ResourceType.USER,
        new Reference(given.getId(), given.getExternalId(), given.getUserName()),
        include);
  }

  Optional<Resource> find(Caller caller, @Nullable GroupRef ref, Set<Include> include) {
    GroupRef given = given("group", ref);
    return find(
        caller,
        ResourceType.GROUP,
        new Reference(given.getId(), given.getExternalId(), given.getName()),
        include);
  }

  Resource get(Caller caller, @Nullable UserRef ref, Set<Include> include) {
    return find(caller, ref, include).orElseThrow(() -> absent("ref", "There is no such user."));
  }

  Resource get(Caller caller, @Nullable GroupRef ref) {
    return find(caller, ref, Set.of())
        .orElseThrow(() -> absent("group", "There is no such group."));
  }

  /** What a request calls one resource. */
  private record Reference(
      @Nullable String id, @Nullable String externalId, @Nullable String name) {}

  private Optional<Resource> find(
      Caller caller, ResourceType type, Reference ref, Set<Include> include) {
    if (ref.id() != null) {
      return ResourceId.parse(ref.id()).flatMap(id -> provisioning.get(caller, type, id, include));
    }
    if (ref.externalId() != null) {
      return resources.by("externalId", ref.externalId(), caller, type, include);
    }
    return resources.by(
        Resource.nameAttribute(type),
        given(Resource.nameAttribute(type), ref.name()),
        caller,
        type,
        include);
  }

  private static RejectedException absent(String path, String detail) {
    return RejectedException.at(Kind.NOT_FOUND, AttributePath.of(path), detail);
  }

  static <T> T given(String name, @Nullable T value) {
    if (value == null || (value instanceof String text && text.isBlank())) {
      throw RejectedException.at(Kind.INVALID_VALUE, AttributePath.of(name), "It is missing.");
    }
    return value;
  }

  /** The attributes of a user with what was given in them. */
  Attributes put(Attributes before, UserData given) {
    Attributes.Builder own = before.toBuilder();
    if (given.getUserName() != null) {
      own.put("userName", given("userName", given.getUserName()));
    }
    if (given.getExternalId() != null) {
      own.put("externalId", given("externalId", given.getExternalId()));
    }
    if (given.isActive() != null) {
      own.put("active", given.isActive());
    }
    if (given.getPassword() != null) {
      own.put("password", given("password", given.getPassword()));
    }
    return slots().put(own.build(), given);
  }

  /** A user for an answer. */
  User told(Resource user) {
    Attributes attributes = user.attributes();
    UserData data = new UserData();
    user.externalIdIfAny().ifPresent(data::setExternalId);
    data.setUserName(user.name());
    data.setActive(user.active());
    slots().fill(data, attributes);
    User told = new User();
    told.setId(user.id().toString());
    told.setVersion(user.version());
    told.setCreated(dateTime(user.created()));
    told.setLastModified(dateTime(user.lastModified()));
    told.setData(data);
    told.getRole().addAll(slots().roles().read(attributes));
    attributes.get("groups").map(Value::elements).stream()
        .flatMap(List::stream)
        .map(g -> ((Value.Complex) g).attributes())
        .filter(g -> g.text("type").filter("direct"::equals).isPresent())
        .forEach(g -> told.getGroup().add(group(g)));
    return told;
  }

  private static GroupName group(Attributes reference) {
    GroupName group = new GroupName();
    group.setId(reference.text("value").orElse(""));
    group.setName(reference.text("display").orElse(""));
    return group;
  }

  XMLGregorianCalendar dateTime(Instant instant) {
    return datatypes.newXMLGregorianCalendar(instant.toString());
  }
}
