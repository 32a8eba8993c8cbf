package io.tessera.connector.connid.internal;

import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttribute;
import io.tessera.connector.spi.TargetAttribute.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.api.operations.SchemaApiOp;
import org.identityconnectors.framework.api.operations.SearchApiOp;
import org.identityconnectors.framework.common.objects.AttributeInfo;
import org.identityconnectors.framework.common.objects.ConnectorObjectReference;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.ObjectClassInfo;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.Schema;
import org.jspecify.annotations.Nullable;

/** What the connector says of its object classes. Asked once, when first needed. */
final class ObjectKinds {
  private static final Set<Class<?>> NUMBERS =
      Set.of(
          int.class,
          Integer.class,
          long.class,
          Long.class,
          float.class,
          Float.class,
          double.class,
          Double.class,
          byte.class,
          Byte.class,
          BigDecimal.class,
          BigInteger.class);

  private final Facade facade;
  private final HostSettings settings;
  private volatile @Nullable Schema told;

  ObjectKinds(Facade facade, HostSettings settings) {
    this.facade = facade;
    this.settings = settings;
  }

  /**
   * @throws TargetFailure CONFIGURATION: there is no such class
   */
  ObjectKind of(ObjectType type) throws TargetFailure, InterruptedException {
    ObjectClass objectClass =
        settings
            .objectClass(type)
            .orElseThrow(
                () ->
                    TargetFailure.of(
                        FailureKind.CONFIGURATION,
                        "This target has no groups; set " + HostSettings.GROUP_CLASS + "."));
    if (!facade.can(SchemaApiOp.class)) {
      return new ObjectKind(objectClass, null, false);
    }
    Schema schema = schema();
    @Nullable ObjectClassInfo info = schema.findObjectClassInfo(objectClass.getObjectClassValue());
    if (info == null) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          "The connector has no object class "
              + objectClass.getObjectClassValue()
              + " but "
              + schema.getObjectClassInfo().stream()
                  .map(ObjectClassInfo::getType)
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ".");
    }
    return new ObjectKind(objectClass, info, pages(schema));
  }

  private Schema schema() throws TargetFailure, InterruptedException {
    @Nullable Schema present = told;
    if (present != null) {
      return present;
    }
    try {
      Schema asked = facade.call(ConnectorFacade::schema);
      told = asked;
      return asked;
    } catch (TargetFailure failure) {
      throw failure.ofAsking();
    }
  }

  private static boolean pages(Schema schema) {
    Set<String> options =
        schema.getSupportedOptionsByOperation(SearchApiOp.class).stream()
            .map(o -> o.getName())
            .collect(Collectors.toSet());
    return options.contains(OperationOptions.OP_PAGE_SIZE)
        && options.contains(OperationOptions.OP_PAGED_RESULTS_COOKIE);
  }

  Description describe(ObjectType type) throws TargetFailure, InterruptedException {
    told = null;
    ObjectKind kind = of(type);
    if (kind.info().isEmpty()) {
      throw TargetFailure.of(FailureKind.CONFIGURATION, "The connector tells no schema.");
    }
    List<TargetAttribute> attributes =
        kind.info().get().getAttributeInfo().stream().map(ObjectKinds::attribute).toList();
    return new Description.Known(attributes, false);
  }

  private static TargetAttribute attribute(AttributeInfo told) {
    return new TargetAttribute(
        List.of(told.getName()),
        type(told.getType()),
        told.isMultiValued(),
        told.isRequired() && told.isCreateable(),
        told.isCreateable() || told.isUpdateable());
  }

  private static Type type(Class<?> type) {
    if (NUMBERS.contains(type)) {
      return Type.NUMBER;
    }
    if (type == boolean.class || type == Boolean.class) {
      return Type.BOOLEAN;
    }
    if (type == byte[].class) {
      return Type.BINARY;
    }
    if (type == ConnectorObjectReference.class) {
      return Type.REFERENCE;
    }
    return type == ZonedDateTime.class ? Type.DATE : Type.STRING;
  }
}
