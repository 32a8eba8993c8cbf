package io.tessera.connector.soap.internal;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.soap.internal.Call.Input;
import io.tessera.connector.soap.internal.Call.Output;
import io.tessera.connector.soap.internal.Messages.Clearing;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.xml.Envelope;
import io.tessera.connector.xml.SoapClient;
import io.tessera.connector.xml.SoapFault;
import io.tessera.connector.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls operations of the service, and says what became of them. */
final class Service {
  private final SoapClient client;
  private final Contract contract;
  private final Clearing clearing;
  private final FaultRules faults;

  /** What a call does. */
  enum Effect {
    /** It changes nothing. */
    QUESTION(FailureKind.TRANSIENT),
    /** It may be made again. */
    CHANGE(FailureKind.TRANSIENT),
    CREATION(FailureKind.UNKNOWN);

    private final FailureKind whenServiceFails;

    Effect(FailureKind whenServiceFails) {
      this.whenServiceFails = whenServiceFails;
    }
  }

  /** An element that was read, and where. */
  record Copied(Path path, XmlElement element) {}

  Service(SoapClient client, Contract contract, Clearing clearing, FaultRules faults) {
    this.client = client;
    this.contract = contract;
    this.clearing = clearing;
    this.faults = faults;
  }

  Contract contract() {
    return contract;
  }

  /**
   * Calls.
   *
   * @param base what the account is now, to be sent along; null: nothing
   * @return the element the answer is
   * @throws HttpFailure of the kind the service's fault means, and any other
   */
  XmlElement call(
      Call call, List<Input> inputs, Values values, @Nullable Copied base, Effect effect)
      throws HttpFailure, InterruptedException {
    WsdlOperation operation = contract.operation(call);
    XmlElement message = message(operation, inputs, values, base);
    SoapClient.Call how =
        new SoapClient.Call(
            contract.endpoint(),
            contract.wsdl().version(),
            operation.action(),
            effect == Effect.QUESTION);
    Envelope.Content content = client.call(how, message);
    Optional<SoapFault> fault = content.fault();
    if (fault.isPresent()) {
      throw refused(call, fault.get(), effect.whenServiceFails);
    }
    XmlElement answer =
        content.body().stream()
            .findFirst()
            .orElseGet(() -> XmlElement.of("", operation.name() + "Response").build());
    requireSuccess(call, answer);
    return answer;
  }

  private XmlElement message(
      WsdlOperation operation, List<Input> inputs, Values values, @Nullable Copied base)
      throws HttpFailure, InterruptedException {
    Node content = Node.root();
    if (base != null) {
      content.copy(base.path(), base.element());
    }
    for (Input input : inputs) {
      values.get(input.source()).ifPresent(all -> content.put(input.path(), all));
    }
    return new Messages(contract.wsdl().schemas(), clearing).write(operation.request(), content);
  }

  private HttpFailure refused(Call call, SoapFault fault, FailureKind otherwise) {
    FailureKind kind = faults.kind(fault, otherwise);
    return new HttpFailure(new Failed(kind, FaultRules.describe(call.operation(), fault)));
  }

  /** Some services say in an answer like any other that they did not do it. */
  private void requireSuccess(Call call, XmlElement answer) throws HttpFailure {
    List<String> said =
        call.outputs().stream()
            .filter(o -> o.name().equals(Call.FAULT))
            .flatMap(o -> o.path().texts(answer).stream())
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .toList();
    Optional<Output> success =
        call.outputs().stream().filter(o -> o.name().equals(Call.SUCCESS)).findFirst();
    boolean done =
        success.isPresent()
            ? success.get().path().texts(answer).stream()
                .anyMatch(text -> means(text.strip(), success.get().expected()))
            : said.isEmpty();
    if (!done) {
      List<XmlElement> texts = said.stream().map(t -> XmlElement.text("", "", t)).toList();
      throw refused(
          call, new SoapFault(List.of(), String.join(" ", said), texts), FailureKind.INVALID);
    }
  }

  private static boolean means(String text, String expected) {
    return text.equalsIgnoreCase(expected) || (expected.equals("true") && text.equals("1"));
  }
}
