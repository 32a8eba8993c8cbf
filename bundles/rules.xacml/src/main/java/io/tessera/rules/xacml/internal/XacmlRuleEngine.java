package io.tessera.rules.xacml.internal;

import io.tessera.provisioning.api.spi.RuleEngine;
import io.tessera.provisioning.api.spi.RuleException;
import io.tessera.provisioning.api.spi.RulePolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.w3c.dom.Element;
import org.wso2.balana.AbstractPolicy;
import org.wso2.balana.PDPConfig;
import org.wso2.balana.ParsingException;
import org.wso2.balana.Policy;
import org.wso2.balana.PolicySet;
import org.wso2.balana.finder.AttributeFinder;
import org.wso2.balana.finder.PolicyFinder;

/** XACML 3.0. */
@Component(service = RuleEngine.class)
public final class XacmlRuleEngine implements RuleEngine {
  private static final int KEPT = 256;

  private final PDPConfig configuration =
      new PDPConfig(new AttributeFinder(), new PolicyFinder(), null);

  private final Map<String, RulePolicy> compiled =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RulePolicy> eldest) {
          return size() > KEPT;
        }
      };

  @Override
  public String language() {
    return "xacml";
  }

  @Override
  public RulePolicy compile(String source) {
    synchronized (compiled) {
      RulePolicy present = compiled.get(source);
      if (present == null) {
        present = read(source);
        compiled.put(source, present);
      }
      return present;
    }
  }

  private RulePolicy read(String source) {
    PolicyText text = new PolicyText(source);
    Set<Designator> designators = text.check();
    return new XacmlPolicy(policy(text.root()), designators, configuration);
  }

  /** The library answers some mistakes of policies by exceptions of any kind. */
  private AbstractPolicy policy(Element root) {
    try {
      return root.getLocalName().equals("Policy")
          ? Policy.getInstance(root)
          : PolicySet.getInstance(root, configuration.getPolicyFinder());
    } catch (ParsingException wrong) {
      throw new RuleException(reason(wrong));
    } catch (RuntimeException wrong) {
      throw new RuleException("The policy is not complete.");
    }
  }

  /** With what is underneath: the outermost message says little. */
  private static String reason(Throwable wrong) {
    StringBuilder said = new StringBuilder(String.valueOf(wrong.getMessage()));
    for (Throwable cause = wrong.getCause(); cause != null; cause = cause.getCause()) {
      if (!(cause instanceof NullPointerException)) {
        said.append(": ").append(cause.getMessage());
      }
    }
    return said.toString();
  }
}
