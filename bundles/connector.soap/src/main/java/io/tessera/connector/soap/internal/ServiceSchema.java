package io.tessera.connector.soap.internal;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.soap.internal.Call.Input;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttribute;
import io.tessera.connector.spi.TargetAttribute.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The attributes the settings name, with the types the WSDL has for them. */
final class ServiceSchema {
  private final Contract contract;
  private final SoapSettings settings;

  ServiceSchema(Contract contract, SoapSettings settings) {
    this.contract = contract;
    this.settings = settings;
  }

  Description describe(ObjectType type) throws HttpFailure, InterruptedException {
    contract.forget();
    contract.wsdl();
    Mapping mapping = settings.mapping(type);
    Map<String, TargetAttribute> attributes = new LinkedHashMap<>();
    List<Call> writing =
        Stream.of(mapping.create(), mapping.update()).flatMap(Optional::stream).toList();
    for (Call call : writing) {
      Slot request = contract.operation(call).request();
      for (Input input : mapping.inputs(call)) {
        if (input.source() instanceof Source.Attribute attribute) {
          attributes.putIfAbsent(
              attribute.name(), attribute(attribute.name(), request, input.path()));
        }
      }
    }
    readable(mapping).forEach(name -> attributes.putIfAbsent(name, onlyRead(name)));
    if (type == ObjectType.USER) {
      String password = settings.passwordAttribute();
      attributes.putIfAbsent(
          password, new TargetAttribute(List.of(password), Type.STRING, false, false, true));
    }
    return new Description.Known(List.copyOf(attributes.values()), false);
  }

  private static List<String> readable(Mapping mapping) {
    return Stream.of(mapping.get(), mapping.find(), mapping.list())
        .flatMap(Optional::stream)
        .flatMap(call -> mapping.readable(call).keySet().stream())
        .distinct()
        .toList();
  }

  private static TargetAttribute onlyRead(String name) {
    return new TargetAttribute(List.of(name), Type.STRING, false, false, false);
  }

  private TargetAttribute attribute(String name, Slot request, Path path)
      throws HttpFailure, InterruptedException {
    Type type = contract.type(request, path).map(SimpleType::type).orElse(Type.STRING);
    return new TargetAttribute(
        List.of(name), type, many(request, path), required(request, path), true);
  }

  /** What is around it may occur several times as well; see {@link Messages}. */
  private boolean many(Slot request, Path path) throws HttpFailure, InterruptedException {
    for (int length = path.steps().size(); length > 0; length--) {
      Path part = new Path(path.steps().subList(0, length));
      boolean selected = path.steps().get(length - 1).key() != null;
      if (!selected && contract.slot(request, part).filter(Slot::many).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private boolean required(Slot request, Path path) throws HttpFailure, InterruptedException {
    for (int length = 1; length <= path.steps().size(); length++) {
      Optional<Slot> slot = contract.slot(request, new Path(path.steps().subList(0, length)));
      if (slot.isEmpty() || !slot.get().required() || slot.get().nillable()) {
        return false;
      }
    }
    return !path.steps().isEmpty();
  }
}
