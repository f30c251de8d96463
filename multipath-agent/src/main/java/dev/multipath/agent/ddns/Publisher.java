package dev.multipath.agent.ddns;

import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Happening;
import dev.multipath.agent.core.Publication;
import dev.multipath.agent.ddns.link.Names;
import dev.multipath.agent.ddns.link.Resolvers;
import dev.multipath.agent.ddns.link.WebClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The threads that publish: one for each section, and one that asks for public addresses. None waits for another. */
final class Publisher implements AutoCloseable {
    private final Causes causes = new Causes();
    private final Status ddnsStatus = new Status("ddns");
    private final Status dyndnsStatus = new Status("dyndns");
    private final Worker ddns;
    private final Worker dyndns;
    private final Worker echo;

    Publisher(Supplier<AgentState> state, Consumer<Happening> journal, Resolvers resolvers) {
        Names names = new Names(resolvers);
        WebClient web = new WebClient(names);
        EchoTask echoTask = new EchoTask(web, this::wake);
        ddns = new Worker(new DdnsTask(state, echoTask, causes, new Teller("ddns", journal), ddnsStatus, names));
        dyndns = new Worker(new DyndnsTask(state, echoTask, causes, new Teller("dyndns", journal), dyndnsStatus, web));
        echo = new Worker(echoTask);
    }

    void start() {
        ddns.start("ddns");
        dyndns.start("dyndns");
        echo.start("ddns-echo");
    }

    void accept(Happening happening) {
        causes.note(happening);
        wake();
    }

    private void wake() {
        ddns.wake();
        dyndns.wake();
        echo.wake();
    }

    List<Publication> publications() {
        List<Publication> all = new ArrayList<>();
        ddnsStatus.now().ifPresent(all::add);
        dyndnsStatus.now().ifPresent(all::add);
        return all;
    }

    @Override
    public void close() {
        ddns.close();
        dyndns.close();
        echo.close();
    }
}
