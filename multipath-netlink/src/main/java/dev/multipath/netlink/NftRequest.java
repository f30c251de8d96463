package dev.multipath.netlink;

import dev.multipath.netlink.codec.MessageLayout;
import dev.multipath.netlink.codec.nftables.Nft;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An nf_tables message: a question, or a change in a transaction.
 *
 * @param message {@code NFT_MSG_*}
 * @param flags {@code NLM_F_*}
 * @param body writes family header and attributes
 * @param text in the words of nft
 */
record NftRequest(int message, int flags, Consumer<MessageWriter> body, Supplier<String> text) implements Request {

    @Override
    public int type() {
        return Nft.type(message);
    }

    @Override
    public void write(MessageWriter out) {
        body.accept(out);
    }

    @Override
    public MessageLayout layout() {
        return Nft.layout(type());
    }

    @Override
    public String words() {
        return text.get();
    }
}
