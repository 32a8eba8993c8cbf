package io.tessera.connector.soap.internal;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.soap.internal.Path.Step;
import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.xml.SoapVersion;
import io.tessera.connector.xml.XmlFormatException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The WSDL, read when it is first needed and kept until something speaks against it. */
final class Contract {
  private final WsdlSource source;
  private final Wanted wanted;
  private volatile @Nullable Wsdl known;

  /**
   * What of the WSDL is used.
   *
   * @param endpoint in place of the address in the WSDL; null: that
   */
  record Wanted(Predicate<String> port, Predicate<SoapVersion> version, @Nullable URI endpoint) {}

  Contract(WsdlSource source, Wanted wanted) {
    this.source = source;
    this.wanted = wanted;
  }

  /**
   * The WSDL.
   *
   * @throws HttpFailure it is not to be had; nothing was sent to the service then
   */
  Wsdl wsdl() throws HttpFailure, InterruptedException {
    Wsdl already = known;
    if (already != null) {
      return already;
    }
    try {
      Wsdl read = new WsdlReader(source).read(source.main(), wanted.port(), wanted.version());
      known = read;
      return read;
    } catch (XmlFormatException malformed) {
      throw new HttpFailure(FailureKind.CONFIGURATION, "The WSDL: " + malformed.getMessage());
    }
  }

  void forget() {
    known = null;
  }

  WsdlOperation operation(Call call) throws HttpFailure, InterruptedException {
    WsdlOperation operation = wsdl().operations().get(call.operation());
    if (operation == null) {
      throw new HttpFailure(
          FailureKind.CONFIGURATION,
          "The WSDL has no operation " + call.operation() + "; correct " + call.property() + ".");
    }
    return operation;
  }

  URI endpoint() throws HttpFailure, InterruptedException {
    URI set = wanted.endpoint();
    if (set != null) {
      return set;
    }
    try {
      URI named = ServiceUrl.of("endpoint", wsdl().address());
      if (!source.mayName(named)) {
        throw new HttpFailure(
            FailureKind.CONFIGURATION,
            "The address in the WSDL is of another host than the WSDL itself; set endpoint.");
      }
      return named;
    } catch (ConfigurationException unfit) {
      throw new HttpFailure(
          FailureKind.CONFIGURATION,
          "The address in the WSDL cannot be used; set endpoint. " + unfit.getMessage());
    }
  }

  /**
   * The slot at the end of a path.
   *
   * @return none when the schema leaves open what is there, or has nothing there
   */
  Optional<Slot> slot(Slot from, Path path) throws HttpFailure, InterruptedException {
    Optional<Slot> at = Optional.of(from);
    for (Step step : path.steps()) {
      if (at.isEmpty() || step.attribute()) {
        return Optional.empty();
      }
      at = shape(at.get()).element(step.name());
    }
    return at;
  }

  /** The type of the value at the end of a path. */
  Optional<SimpleType> type(Slot from, Path path) throws HttpFailure, InterruptedException {
    int length = path.steps().size();
    if (length > 0 && path.steps().get(length - 1).attribute()) {
      Optional<Slot> holder = slot(from, new Path(path.steps().subList(0, length - 1)));
      return holder.isEmpty()
          ? Optional.empty()
          : Optional.ofNullable(
              shape(holder.get()).attributes().get(path.steps().get(length - 1).name()));
    }
    Optional<Slot> slot = slot(from, path);
    return slot.isEmpty() ? Optional.empty() : shape(slot.get()).text();
  }

  /** Whether a path leads somewhere, as far as the schema tells. */
  boolean leads(Slot from, Path path) throws HttpFailure, InterruptedException {
    Slot at = from;
    for (Step step : path.steps()) {
      Shape shape = shape(at);
      if (step.attribute()) {
        return shape.open() || shape.attributes().containsKey(step.name());
      }
      Optional<Slot> next = shape.element(step.name());
      if (next.isEmpty()) {
        return shape.open();
      }
      at = next.get();
    }
    return true;
  }

  Shape shape(Slot slot) throws HttpFailure, InterruptedException {
    try {
      return wsdl().schemas().shape(slot);
    } catch (XmlFormatException malformed) {
      throw new HttpFailure(FailureKind.CONFIGURATION, "The WSDL: " + malformed.getMessage());
    }
  }
}
