#!/bin/sh
# What a challenge starts: a mask in /workspace/outputs for every case in /workspace/inputs.
exec caliper segment -i /workspace/inputs -o /workspace/outputs --masks-only
