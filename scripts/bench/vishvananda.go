// The work of scripts/bench-netlink by vishvananda/netlink (Debian: golang-go, golang-github-vishvananda-netlink-dev);
// see floor.c for what it is.
//
//	vishvananda work ROUTES REPLACES EVENTS
//	vishvananda list
package main

import (
	"encoding/binary"
	"fmt"
	"log"
	"net"
	"os"
	"os/exec"
	"sort"
	"strconv"
	"strings"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

const (
	firstRoute     = 0x0a000000
	firstEvent     = 0x0a800000
	table          = 1000
	tableOfDefault = 1001
	tableOfEvents  = 1002
	legs           = 4
)

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func now() int64 {
	var at unix.Timespec
	must(unix.ClockGettime(unix.CLOCK_MONOTONIC, &at))
	return at.Nano()
}

func address(number uint32) net.IP {
	ip := make(net.IP, 4)
	binary.BigEndian.PutUint32(ip, number)
	return ip
}

func route(i int, device int) *netlink.Route {
	return &netlink.Route{
		LinkIndex: device,
		Dst:       &net.IPNet{IP: address(firstRoute + uint32(i)), Mask: net.CIDRMask(32, 32)},
		Gw:        net.IPv4(192, 0, 2, 2),
		Table:     table,
	}
}

func report(work string, start int64) {
	fmt.Println("-", work, now()-start)
}

func reportDistribution(work string, total int64, times []int64) {
	sort.Slice(times, func(a, b int) bool { return times[a] < times[b] })
	last := len(times) - 1
	fmt.Println("-", work, total, times[last/2], times[(len(times)*99+99)/100-1], times[last])
}

func routes(count int, device int) {
	start := now()
	for i := 0; i < count; i++ {
		must(netlink.RouteAdd(route(i, device)))
	}
	report("add", start)
	for i := 0; i < 3; i++ {
		start = now()
		found, err := netlink.RouteListFiltered(netlink.FAMILY_V4, &netlink.Route{Table: table}, netlink.RT_FILTER_TABLE)
		must(err)
		report("dump", start)
		if len(found) != count {
			log.Fatal(len(found), " routes")
		}
	}
	start = now()
	for i := 0; i < count; i++ {
		must(netlink.RouteDel(route(i, device)))
	}
	report("delete", start)
}

func replace(count int, device int) {
	_, all, _ := net.ParseCIDR("0.0.0.0/0")
	hops := make([]*netlink.NexthopInfo, legs)
	for i := range hops {
		hops[i] = &netlink.NexthopInfo{LinkIndex: device, Gw: net.IPv4(192, 0, 2, byte(2+i)), Hops: i}
	}
	times := make([]int64, count)
	start := now()
	for i := range times {
		begin := now()
		must(netlink.RouteReplace(&netlink.Route{Dst: all, Table: tableOfDefault, MultiPath: hops}))
		times[i] = now() - begin
	}
	reportDistribution("replace", now()-start, times)
}

func hear(count int) {
	updates := make(chan netlink.RouteUpdate, 16)
	done := make(chan struct{})
	must(netlink.RouteSubscribe(updates, done))
	trigger := exec.Command(os.Getenv("BENCH_TRIGGER"), "trigger", strconv.Itoa(count))
	var output strings.Builder
	trigger.Stdout = &output
	must(trigger.Start())
	heard := make([]int64, count)
	for left := count; left > 0; {
		update := <-updates
		if update.Type == unix.RTM_NEWROUTE && update.Route.Table == tableOfEvents {
			heard[binary.BigEndian.Uint32(update.Route.Dst.IP.To4())-firstEvent] = now()
			left--
		}
	}
	go func() {
		for range updates { // the deletions
		}
	}()
	must(trigger.Wait())
	var total int64
	times := make([]int64, count)
	for i, line := range strings.Split(strings.TrimSpace(output.String()), "\n") {
		sent, err := strconv.ParseInt(strings.Fields(line)[0], 10, 64)
		must(err)
		times[i] = heard[i] - sent
		total += times[i]
	}
	reportDistribution("event", total, times)
}

func list() {
	found := 0
	for _, family := range []int{netlink.FAMILY_V4, netlink.FAMILY_V6} {
		all, err := netlink.RouteListFiltered(family, &netlink.Route{}, netlink.RT_FILTER_TABLE)
		must(err)
		rules, err := netlink.RuleList(family)
		must(err)
		found += len(all) + len(rules)
	}
	fmt.Println(found)
}

func main() {
	if os.Args[1] == "list" {
		list()
		return
	}
	link, err := netlink.LinkByName("bench0")
	must(err)
	numbers := make([]int, 3)
	for i := range numbers {
		numbers[i], err = strconv.Atoi(os.Args[2+i])
		must(err)
	}
	device := link.Attrs().Index
	routes(numbers[0], device)
	replace(numbers[1], device)
	hear(numbers[2])
}
