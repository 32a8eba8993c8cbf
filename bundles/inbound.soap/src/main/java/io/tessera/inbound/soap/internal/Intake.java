package io.tessera.inbound.soap.internal;

import java.io.InputStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.interceptor.StaxInEndingInterceptor;
import org.apache.cxf.interceptor.StaxInInterceptor;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/** Has envelopes read by {@link XmlIntake} and nothing else. */
final class Intake extends AbstractPhaseInterceptor<Message> {
  private final XmlIntake xml;

  Intake(XmlIntake xml) {
    super(Phase.POST_STREAM);
    this.xml = xml;
    addBefore(StaxInInterceptor.class.getName());
  }

  @Override
  public void handleMessage(Message message) {
    InputStream body = message.getContent(InputStream.class);
    try {
      CheckedReader reader = xml.read(body, Visit.of(message).request().getCharacterEncoding());
      message.setContent(XMLStreamReader.class, reader);
      message.getExchange().put(CheckedReader.class, reader);
      message.getInterceptorChain().add(StaxInEndingInterceptor.INSTANCE);
    } catch (XMLStreamException unreadable) {
      throw new Fault(unreadable);
    }
  }
}
